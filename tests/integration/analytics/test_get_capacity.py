"""Comparing the work with what people can do."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.analytics.conftest import Library
from tests.integration.analytics.test_rebuild_metrics import CASE

DAY = "from=2026-03-02&to=2026-03-02"


def asks(library: Library, who: str, query: str = DAY) -> Any:
    return library.does(who, f"GET /reports/capacity?{query}")


@pytest.fixture
def solved(library: Library) -> str:
    """A case that rep solved in half an hour."""
    buyer = {"contact_id": "buyer", "name": "buyer", "email": "buyer@acme.example", "account_id": "acme"}
    library.does("boss", "POST /contacts", buyer)
    library.does("rep", "PUT /users/rep/presence", {"presence": "online"})
    case: str = library.does("boss", "POST /cases", CASE)["case_id"]
    library.twin.advance(minutes=30)
    solution = {"solution": "更换密钥", "cause_code": "configuration"}
    library.does("rep", f"POST /cases/{case}/resolution", solution)
    return case


def test_who_may_not_and_what_cannot(library: Library) -> None:
    problem(library.call(None, "GET /reports/capacity"), 401, "not_signed_in")
    problem(library.call("rep", "GET /reports/capacity"), 403, "not_allowed")
    problem(library.call("lead", "GET /reports/capacity?by=type,queue"), 422, "invalid_payload")
    problem(library.call("lead", "GET /reports/capacity?from=2026-03-02&to=2026-03-01"), 422, "metric_period")


def test_nothing_came(library: Library) -> None:
    report = asks(library, "qa")
    assert (report["rows"], report["volume"], report["handling_hours"]) == ([], 0, 0)
    assert report["available_hours"] == report["headroom_hours"] == pytest.approx(3 * 9 * 10 * 0.8)


@pytest.mark.parametrize(
    ("by", "groups"),
    [("queue", [("general", None)]), ("type", [(None, "account")]), ("queue,type", [("general", "account")])],
)
def test_it_is_grouped_as_asked(library: Library, solved: str, by: str, groups: list[Any]) -> None:
    assert solved
    report = asks(library, "qa", f"{DAY}&by={by}")
    assert [(each["queue"], each["type"]) for each in report["rows"]] == groups
    (row,) = report["rows"]
    assert (row["volume"], row["solved"], row["hours_per_case"]) == (1, 1, pytest.approx(0.5, abs=0.01))
    assert row["headroom_cases"] == int(row["headroom_hours"] / row["hours_per_case"])


def test_supervisors_see_their_teams(library: Library, solved: str) -> None:
    assert solved
    assert [each["people"] for each in asks(library, "lead")["rows"]] == [2]
    other = asks(library, "boss")
    assert (other["rows"], other["available_hours"]) == ([], pytest.approx(9 * 10 * 0.8))


def test_waiting_is_no_work(library: Library, solved: str) -> None:
    assert solved
    case = library.does("boss", "POST /cases", CASE)["case_id"]
    library.does("rep", f"POST /cases/{case}/waits", {"wait_for": "customer", "asked": "日志"})
    library.twin.advance(minutes=20)
    solution = {"solution": "更换密钥", "cause_code": "configuration"}
    library.does("rep", f"POST /cases/{case}/resolution", solution)
    assert asks(library, "qa")["handling_hours"] == pytest.approx(0.5, abs=0.01)


def test_who_is_away_has_no_hours(library: Library) -> None:
    whole = asks(library, "lead")["available_hours"]
    away = {"absence": {"from_at": "2026-03-01T00:00:00Z", "until_at": "2026-03-02T05:00:00Z"}}
    library.does("rep", "PUT /users/rep/absence", away)
    library.twin.advance(minutes=2)
    assert asks(library, "lead")["available_hours"] == pytest.approx(whole - 4 * 10 * 0.8)


def test_the_plan_says_how_much_of_a_shift_is_for_cases(library: Library) -> None:
    body = {"document": {"usual_shift": "always", "occupancy_percent": 50}, "note": "7×24"}
    library.does("lead", "PUT /settings/analytics.capacity/default", body, If_Match="0")
    library.twin.advance(minutes=2)
    report = asks(library, "lead")
    assert report["available_hours"] == pytest.approx(2 * 24 * 10 * 0.5)
    assert report["plan"] == "default@1"
