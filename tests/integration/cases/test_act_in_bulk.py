"""One action for many cases."""

from datetime import timedelta
from typing import Any

import pytest

from crm.core.access import EVERYONE
from infra.local.pump import Killed
from tests.conftest import problem
from tests.integration.cases.conftest import AGENTS, CASE, KEY, SOLVED, Desk, names_bad

BULK = "POST /cases/bulk"
TAG = {"do": "tag", "add": ["促销"]}


def rows(answer: Any) -> list[tuple[str, str, str | None]]:
    return [(each["case_id"], each["outcome"], each["code"]) for each in answer["rows"]]


def test_it_is_for_who_works_on_cases(desk: Desk) -> None:
    body = {"case_ids": [CASE], "action": TAG}
    problem(desk.call(None, BULK, body), 401, "not_signed_in")
    for role in set(EVERYONE) - set(AGENTS):
        problem(desk.call(role, BULK, body), 403, "not_allowed")


@pytest.mark.parametrize("ids", [[], [f"C-{i:06d}" for i in range(101)]])
def test_there_are_one_to_a_hundred_cases(desk: Desk, ids: list[str]) -> None:
    names_bad(desk, "agent", BULK, {"case_ids": ids, "action": TAG}, "case_ids")


def test_there_is_no_other_action(desk: Desk) -> None:
    names_bad(desk, "agent", BULK, {"case_ids": [CASE], "action": {"do": "destroy"}}, "action")


@pytest.mark.requirement("R-150")
def test_each_row_says_what_became_of_it_and_what_to_do(desk: Desk) -> None:
    other = desk.opens()["number"]
    desk.does("agent", f"POST /cases/{other}/resolution", SOLVED)
    body = {"case_ids": [CASE, "C-999999", other], "action": {"do": "resolve", **SOLVED}}
    answer = desk.does("agent", BULK, body)
    assert answer["complete"]
    assert rows(answer) == [
        (CASE, "done", None),
        ("C-999999", "refused", "not_found"),
        (other, "refused", "case_wrong_status"),
    ]
    refused = answer["rows"][2]
    assert refused["title"]
    assert refused["remedy"]
    assert refused["facts"]["status"] == "resolved"
    assert desk.case()["status"] == "resolved"
    assert answer["rows"][0]["version"] == desk.case()["version"]


@pytest.mark.parametrize(
    ("action", "shows"),
    [
        (TAG, lambda case: case["tags"] == ["促销"]),
        ({"do": "note", "body": "一并处理"}, lambda case: case["status"] == "in_progress"),
        ({"do": "reply", "body": "正在处理"}, lambda case: case["first_response_at"] is not None),
        (
            {"do": "transfer", "assignee_id": "colleague", "reason": "x"},
            lambda case: case["assignee_id"] == "colleague",
        ),
        ({"do": "reclassify", "urgency": "low", "reason": "x"}, lambda case: case["priority"] == "P4"),
        ({"do": "wait", "wait_for": "customer", "asked": "日志"}, lambda case: case["status"] == "waiting_customer"),
        ({"do": "macro", "macro_id": "ask_and_wait", "values": {"details": "日志"}}, lambda case: case["wait"]),
        ({"do": "macro", "template_id": "solved", "values": {"how": "x"}}, lambda case: case["first_response_at"]),
    ],
)
def test_every_action_goes_to_all(desk: Desk, action: dict[str, Any], shows: Any) -> None:
    other = desk.opens()["number"]
    answer = desk.does("agent", BULK, {"case_ids": [CASE, other], "action": action})
    assert [each["outcome"] for each in answer["rows"]] == ["done", "done"]
    assert all(shows(desk.case(each)) for each in (CASE, other))


def test_what_is_solved_closes_in_bulk(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    desk.does("agent", BULK, {"case_ids": [CASE], "action": {"do": "close"}})
    assert desk.case()["status"] == "closed"


def test_a_case_that_is_not_theirs_is_refused_alone(desk: Desk) -> None:
    body = {"case_ids": [CASE], "action": {"do": "wait", "wait_for": "customer", "asked": "日志"}}
    assert rows(desk.does("colleague", BULK, body)) == [(CASE, "refused", "not_your_case")]


def test_what_changes_nothing_says_so(desk: Desk) -> None:
    desk.does("agent", BULK, {"case_ids": [CASE], "action": TAG})
    assert rows(desk.does("agent", BULK, {"case_ids": [CASE], "action": TAG})) == [(CASE, "unchanged", None)]


@pytest.mark.requirement("R-150")
def test_a_call_that_broke_off_goes_on_where_it_was(desk: Desk) -> None:
    others = [desk.opens()["number"] for _ in range(2)]
    body = {"case_ids": [CASE, *others], "action": {"do": "reply", "body": "正在处理"}}
    written = 0

    def dies_at_the_second(operation: str, called: str) -> None:
        nonlocal written
        written += (operation, called) == ("cases.act_in_bulk", "dynamodb:TransactWriteItems")
        if written == 2:
            raise Killed

    desk.twin.functions.before_call = dies_at_the_second
    try:
        assert desk.call("agent", BULK, body, **KEY).status == 500
    finally:
        desk.twin.functions.before_call = lambda _operation, _action: None
    first = desk.call("agent", BULK, body, **KEY).json
    again = desk.call("agent", BULK, body, **KEY)
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first, "true")
    assert [each["outcome"] for each in first["rows"]] == ["done", "done", "done"]
    desk.twin.settle()
    for number in (CASE, *others):
        assert [each["type"] for each in desk.events(number)].count("CaseReplied") == 1
    assert len(desk.told("buyer", "case_reply", "email")) == 3
    other = body | {"action": {"do": "reply", "body": "别的"}}
    problem(desk.call("agent", BULK, other, **KEY), 409, "idempotency_key_reused")


def test_what_time_does_not_suffice_for_is_left_to_the_next_call(desk: Desk) -> None:
    others = [desk.opens()["number"] for _ in range(2)]
    body = {"case_ids": [CASE, *others], "action": TAG}

    def slow(operation: str, called: str) -> None:
        if (operation, called) == ("cases.act_in_bulk", "dynamodb:TransactWriteItems"):
            desk.twin.clock.move_to(desk.twin.clock.now() + timedelta(seconds=21))

    desk.twin.functions.before_call = slow
    try:
        first = desk.call("agent", BULK, body, **KEY).json
    finally:
        desk.twin.functions.before_call = lambda _operation, _action: None
    assert not first["complete"]
    assert [each["outcome"] for each in first["rows"]] == ["done", "not_reached", "not_reached"]
    second = desk.call("agent", BULK, body, **KEY).json
    assert second["complete"]
    assert [each["outcome"] for each in second["rows"]] == ["done", "done", "done"]
    assert [each["type"] for each in desk.events(CASE)].count("CaseTagged") == 1
