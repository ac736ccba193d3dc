"""Writing to the customer."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    SOLVED,
    Desk,
    happens_once,
    names_bad,
    needs_the_handler,
    not_when,
    only_for,
    refuses_stale,
)

REPLY = f"POST /cases/{CASE}/replies"
BODY = {"body": "请更换签名密钥"}


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, REPLY, BODY, *AGENTS)
    needs_the_handler(desk, REPLY, BODY)


@pytest.mark.parametrize(
    ("member", "value"),
    [("body", " "), ("body", "x" * 20_001), ("attachment_ids", ["id"] * 21), ("visibility", "internal")],
)
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "agent", REPLY, BODY | {member: value}, member)


def test_a_file_must_be_the_cases_own(desk: Desk) -> None:
    refused = problem(desk.call("agent", REPLY, BODY | {"attachment_ids": ["file_none"]}), 422, "unknown_attachment")
    assert refused["facts"] == {"field": "attachment_ids", "id": "file_none"}


def test_what_is_closed_is_not_replied_to(closed: Desk) -> None:
    not_when(closed, "closed", "agent", REPLY, BODY, "reopen")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", REPLY, BODY)


@pytest.mark.requirement("R-121", "R-124")
def test_it_leaves_once_and_gives_the_first_response(desk: Desk) -> None:
    desk.twin.advance(minutes=10)
    case = happens_once(desk, "agent", REPLY, BODY)
    assert case["first_response_at"] == "2026-03-02T02:10:00Z"
    assert {each["milestone"]: each["state"] for each in case["milestones"]} == {
        "first_response": "met",
        "restore": "running",
        "resolution": "running",
    }
    assert [each["state"] for each in desk.told("buyer", "case_reply", "email")] == ["sent"]
    assert BODY["body"] in desk.mails("buyer@acme.example")[-1]
    desk.twin.advance(minutes=5)
    again = desk.does("agent", REPLY, {"body": "还在吗"})
    assert again["first_response_at"] == case["first_response_at"], "only the first counts"


@pytest.mark.requirement("R-124")
def test_a_case_that_nobody_has_is_accepted_by_replying(desk: Desk) -> None:
    desk.in_queue()
    assert desk.case()["status"] == "new"
    case = desk.does("colleague", REPLY, BODY)
    assert (case["assignee_id"], case["status"]) == ("colleague", "in_progress")
    assert desk.load("colleague") == 1


def test_a_collaborator_may_write_too(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/watchers", {"user_id": "colleague", "as_collaborator": True})
    assert desk.does("colleague", REPLY, BODY)["assignee_id"] == "agent"


def test_waiting_goes_on_and_what_is_solved_stays_solved(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/waits", {"wait_for": "customer", "asked": "?"})
    assert desk.does("agent", REPLY, BODY)["status"] == "waiting_customer"
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    assert desk.does("agent", REPLY, BODY)["status"] == "resolved"
