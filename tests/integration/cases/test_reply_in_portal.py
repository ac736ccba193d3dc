"""What a customer writes."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    CASE,
    SOLVED,
    Desk,
    happens_once,
    names_bad,
    not_when,
    only_for_its_customer,
)

REPLY = f"POST /portal/cases/{CASE}/replies"
BODY = {"body": "日志如下"}


def test_it_is_for_its_customer(desk: Desk) -> None:
    only_for_its_customer(desk, REPLY, BODY)


@pytest.mark.parametrize(("member", "value"), [("body", " "), ("attachment_ids", ["id"] * 21), ("by", "agent")])
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "buyer", REPLY, BODY | {member: value}, member)


def test_a_file_must_be_the_cases_own(desk: Desk) -> None:
    problem(desk.call("buyer", REPLY, BODY | {"attachment_ids": ["file_none"]}), 422, "unknown_attachment")


def test_what_is_closed_hears_nothing(closed: Desk) -> None:
    not_when(closed, "closed", "buyer", REPLY, BODY, "reopen")


def test_a_stale_version_tells_the_customer_nothing_internal(desk: Desk) -> None:
    facts = problem(desk.call("buyer", REPLY, BODY, If_Match="1"), 409, "stale_version")["facts"]
    assert facts["current"] == desk.does("buyer", f"GET /portal/cases/{CASE}")["case"]


def test_it_is_taken_in_once_and_told_to_who_works_on_it(desk: Desk) -> None:
    shown = happens_once(desk, "buyer", REPLY, BODY)
    assert shown["number"] == CASE
    assert len(desk.told("agent", "customer_replied")) == 1
    event = desk.events()[-1]
    assert (event["type"], event["actor"]) == ("CustomerReplied", {"kind": "customer", "id": "buyer"})
    assert desk.case()["first_response_at"] is None, "only we can give the first response"


@pytest.mark.requirement("R-125")
def test_it_ends_waiting_for_the_customer_and_for_nobody_else(desk: Desk) -> None:
    for wait_for, after in (("third_party", "waiting_third_party"), ("customer", "in_progress")):
        desk.does("agent", f"POST /cases/{CASE}/waits", {"wait_for": wait_for, "asked": "?"})
        desk.does("buyer", REPLY, BODY)
        assert desk.case()["status"] == after


def test_what_was_thought_solved_is_opened_again(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    assert desk.does("buyer", REPLY, {"body": "还是不行"})["status"] == "new"
    case = desk.case()
    assert (case["status"], case["assignee_id"], case["reopened"]) == ("in_progress", "agent", 1)
