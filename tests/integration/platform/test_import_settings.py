"""Bringing in many settings at once."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.platform.conftest import calendar

KIND = "directory.calendar"


def row(name: str, document: dict[str, Any], kind: str = KIND) -> dict[str, Any]:
    return {"kind": kind, "name": name, "document": document}


def bring_in(twin: Twin, rows: list[dict[str, Any]], *, dry_run: bool = False, user: str = "admin") -> Answer:
    body = {"rows": rows, "note": "imported", "dry_run": dry_run}
    return twin.call("POST /settings/imports", body, user=user, headers={"Accept-Language": "en"})


def verdicts(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [each["verdict"] for each in answer.json["rows"]]


def rules(answer: Answer) -> list[list[str]]:
    return [[error["rule"] for error in each["errors"]] for each in answer.json["rows"]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("POST /settings/imports", {"rows": [], "note": "n"}), 401, "not_signed_in")


def test_an_agent_is_refused(twin: Twin, add_user: Callable[..., str]) -> None:
    problem(bring_in(twin, [row("x", calendar())], user=add_user("import-1", "agent")), 403, "not_allowed")


@pytest.mark.parametrize("rows", [[], [row("x", calendar())] * 201, [{"kind": KIND}], [row("a b", calendar())]])
def test_an_unusable_list_is_refused(twin: Twin, rows: list[dict[str, Any]]) -> None:
    problem(bring_in(twin, rows), 422, "invalid_payload")


def test_a_dry_run_is_the_default_and_changes_nothing(twin: Twin) -> None:
    body = {"rows": [row("dry", calendar())], "note": "n"}
    answer = twin.call("POST /settings/imports", body, user="admin")
    assert answer.json["dry_run"] is True
    assert verdicts(answer) == ["new"]
    problem(twin.call(f"GET /settings/{KIND}/dry", user="admin"), 404, "not_found")


def test_each_row_has_its_own_verdict(twin: Twin) -> None:
    bring_in(twin, [row("kept", calendar()), row("changed", calendar())])
    rows = [
        row("fresh", calendar()),
        row("kept", calendar()),
        row("changed", calendar("UTC")),
        row("broken", {"weekly": {}}),
        row("x", {}, kind="directory.nothing"),
        row("fresh", calendar("UTC")),
        row("office", calendar()),
    ]
    for dry_run in (True, False):
        answer = bring_in(twin, rows, dry_run=dry_run)
        expected = ["new", "unchanged", "update", "invalid", "invalid", "invalid", "update"]
        assert verdicts(answer) == expected
        assert rules(answer)[3:6] == [["missing"], ["not_found"], ["duplicate_row"]]
        assert answer.json["rows"][3]["errors"][0]["field"] == "document.zone"
        assert answer.json["rows"][3]["errors"][0]["message"] == "is required"
    assert twin.call(f"GET /settings/{KIND}/fresh", user="admin").json["document"]["zone"] == "Asia/Shanghai"


def test_running_it_twice_changes_nothing(twin: Twin) -> None:
    rows = [row("twice", calendar()), row("again", calendar("UTC", import_holidays={"country": "DE", "years": [2026]}))]
    assert verdicts(bring_in(twin, rows)) == ["new", "new"]
    second = bring_in(twin, rows)
    assert verdicts(second) == ["unchanged", "unchanged"]
    assert [each["version"] for each in second.json["rows"]] == [1, 1]


def test_what_is_in_force_already_is_not_stored_again(twin: Twin) -> None:
    shipped = twin.call("GET /settings/cases.handling/default", user="admin").json["document"]
    answer = bring_in(twin, [row("default", shipped, kind="cases.handling")])
    assert (verdicts(answer), answer.json["rows"][0]["version"]) == (["unchanged"], 0)


@pytest.mark.parametrize("dry_run", [True, False])
def test_rows_may_rely_on_each_other_in_any_order(twin: Twin, dry_run: bool) -> None:
    policy = twin.call("GET /settings/cases.sla_policy/standard", user="admin").json["document"]
    name = f"plant-{dry_run}"
    rows = [
        row("default", {"rules": [], "otherwise": name}, kind="cases.sla_selection"),
        row(name, policy | {"calendar": name}, kind="cases.sla_policy"),
        row(name, calendar()),
        row("lost", policy | {"calendar": "nowhere"}, kind="cases.sla_policy"),
    ]
    answer = bring_in(twin, rows, dry_run=dry_run)
    assert verdicts(answer) == ["update", "new", "new", "invalid"]
    assert rules(answer)[3] == ["setting_reference_unknown"]


def test_a_row_that_the_caller_may_not_edit_keeps_no_other_from_being_taken(
    twin: Twin, add_user: Callable[..., str]
) -> None:
    tags = {"rules": [{"tag": "退货", "phrases": ["退货"]}]}
    rows = [row("own", calendar()), row("default", tags, kind="cases.tag_rules")]
    answer = bring_in(twin, rows, user=add_user("import-2", "supervisor"))
    assert verdicts(answer) == ["invalid", "update"]
    assert rules(answer)[0] == ["not_allowed"]
