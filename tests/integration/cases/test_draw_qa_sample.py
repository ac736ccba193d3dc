"""Samples of cases for quality assurance."""

from typing import Any

import pytest

from crm.cases import samples
from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import KEY, Desk, names_bad

DRAW = "POST /qa/samples"
WANTED = {
    "tag": "发票",
    "opened_from_at": "2026-03-01T00:00:00Z",
    "opened_before_at": "2026-03-02T02:00:00Z",
    "seed": "第九周",
    "number": 2,
}
TODAY = WANTED | {"opened_before_at": "2026-03-03T00:00:00Z"}
WHO = ("supervisor", "qa_supervisor")


def tagged(desk: Desk, number: int, *tags: str) -> list[str]:
    return [desk.opens(tags=list(tags))["case_id"] for _ in range(number)]


def test_it_is_for_supervisors(desk: Desk) -> None:
    problem(desk.call(None, DRAW, WANTED), 401, "not_signed_in")
    for role in set(EVERYONE) - set(WHO):
        problem(desk.call(role, DRAW, WANTED), 403, "not_allowed")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": 0}, "number"),
        ({"number": 501}, "number"),
        ({"tag": " "}, "tag"),
        ({"percent": 10}, "body"),
        ({"number": None}, "body"),
        ({"opened_before_at": "2026-02-01T00:00:00Z"}, "body"),
        ({"opened_before_at": "2026-06-02T00:00:00Z"}, "body"),
    ],
)
def test_bad_member_is_named(desk: Desk, changes: dict[str, Any], field: str) -> None:
    names_bad(desk, "supervisor", DRAW, WANTED | changes, field)


def test_more_than_can_be_looked_through_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tagged(desk, 3, "发票")
    monkeypatch.setattr(samples, "POPULATION_LIMIT", 2)
    refused = problem(desk.call("supervisor", DRAW, TODAY), 422, "sample_too_wide")
    assert refused["facts"] == {"field": "opened_from_at", "limit": 2}
    monkeypatch.undo()
    monkeypatch.setattr(samples, "SAMPLE_LIMIT", 2)
    share = {name: value for name, value in TODAY.items() if name != "number"} | {"percent": 100}
    assert problem(desk.call("supervisor", DRAW, share), 422, "sample_too_wide")["facts"]["field"] == "percent"


@pytest.mark.requirement("R-115")
def test_the_tag_and_the_period_say_from_what_is_drawn_and_the_seed_what(desk: Desk) -> None:
    mine = tagged(desk, 5, "发票", "退款")
    tagged(desk, 2, "退款")
    sample = desk.does("qa_supervisor", DRAW, TODAY)
    assert (sample["population"], len(sample["case_ids"])) == (5, 2)
    assert set(sample["case_ids"]) < set(mine)
    assert desk.does("supervisor", DRAW, TODAY)["case_ids"] == sample["case_ids"]
    larger = desk.does("supervisor", DRAW, TODAY | {"number": 4})["case_ids"]
    assert larger[:2] == sample["case_ids"]
    assert desk.does("supervisor", DRAW, WANTED)["population"] == 0
    desk.later("2026-03-05T02:00:00+00:00")
    tagged(desk, 1, "发票")
    assert desk.does("supervisor", DRAW, TODAY)["case_ids"] == sample["case_ids"]
    assert desk.does("qa_supervisor", f"GET /qa/samples/{sample['sample_id']}") == sample


@pytest.mark.requirement("R-115")
def test_a_tag_taken_off_is_not_drawn_and_one_put_on_is(desk: Desk) -> None:
    (case_id,) = tagged(desk, 1, "发票")
    version = str(desk.case(case_id)["version"])
    desk.does("supervisor", f"PATCH /cases/{case_id}", {"tags": ["退款"]}, If_Match=version)
    assert desk.does("supervisor", DRAW, TODAY)["population"] == 0
    assert desk.does("supervisor", DRAW, TODAY | {"tag": "退款"})["case_ids"] == [case_id]


def test_a_repeated_call_draws_once(desk: Desk) -> None:
    tagged(desk, 1, "发票")
    first = desk.call("supervisor", DRAW, TODAY, **KEY)
    again = desk.call("supervisor", DRAW, TODAY, **KEY)
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")
    desk.twin.settle()
