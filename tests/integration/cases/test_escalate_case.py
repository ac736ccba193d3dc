"""Handing a case up by hand."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    Desk,
    happens_once,
    names_bad,
    not_when,
    only_for,
    refuses_stale,
)

ESCALATE = f"POST /cases/{CASE}/escalations"
UP = {"level": 1, "reason": "客户威胁解约"}


def test_it_is_for_who_handles_cases(desk: Desk) -> None:
    only_for(desk, ESCALATE, UP, *AGENTS)


@pytest.mark.parametrize(
    ("member", "value"),
    [("level", 0), ("level", 6), ("reason", " "), ("to", "a b"), ("expected_by_at", "2026-03-02T18:00:00")],
)
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "agent", ESCALATE, UP | {member: value}, member)


def test_level_must_be_the_policys(desk: Desk) -> None:
    refused = problem(desk.call("agent", ESCALATE, UP | {"level": 3}), 422, "escalation_level")
    assert refused["facts"] == {"field": "level", "level": 3, "levels": 2}


def test_only_who_handles_cases_can_be_named(desk: Desk) -> None:
    problem(desk.call("agent", ESCALATE, UP | {"to": "knowledge_manager"}), 422, "unknown_assignee")


def test_what_is_over_goes_up_no_more(closed: Desk) -> None:
    not_when(closed, "closed", "agent", ESCALATE, UP, "reopen")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", ESCALATE, UP)


@pytest.mark.requirement("R-127")
def test_the_supervisor_has_it_and_a_response_of_their_own_begins(desk: Desk) -> None:
    desk.twin.advance(minutes=20)
    case = happens_once(desk, "agent", ESCALATE, UP | {"expected_by_at": "2026-03-02T18:00:00+08:00"})
    assert (case["status"], case["assignee_id"], case["escalation_level"]) == ("pending_supervisor", "supervisor", 1)
    responses = [each for each in case["milestones"] if each["milestone"] == "first_response"]
    assert [(each["instance"], each["state"], each["started_at"]) for each in responses] == [
        (1, "cancelled", "2026-03-02T02:00:00Z"),
        (2, "running", "2026-03-02T02:20:00Z"),
    ]
    (step,) = desk.does("agent", f"GET /cases/{CASE}/escalations")["items"]
    assert step["escalation_id"].startswith("esc_")
    assert (step["cause"], step["reason"], step["handler_id"], step["to"], step["expected_by_at"]) == (
        "manual",
        "客户威胁解约",
        "agent",
        "supervisor",
        "2026-03-02T10:00:00Z",
    )
    assert len(desk.told("supervisor", "case_escalated")) == 1
    assert (desk.load("agent"), desk.load("supervisor")) == (0, 1)


def test_somebody_may_be_named(desk: Desk) -> None:
    assert desk.does("agent", ESCALATE, UP | {"to": "colleague"})["assignee_id"] == "colleague"


def test_the_second_level_tells_the_queues_owner_too(desk: Desk) -> None:
    assert desk.does("agent", ESCALATE, UP | {"level": 2})["assignee_id"] == "chief"
    assert len(desk.told("supervisor", "case_escalated")) == 1
