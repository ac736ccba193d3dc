"""Accepting a case."""

import pytest

from crm.cases.settings.queues import MANUAL_DISPATCH
from tests.conftest import problem
from tests.integration.cases.conftest import AGENTS, CASE, Desk, happens_once, not_when, only_for, refuses_stale

ACCEPT = f"POST /cases/{CASE}/accept"


def test_it_is_for_who_handles_cases(desk: Desk) -> None:
    only_for(desk, ACCEPT, None, *AGENTS)


@pytest.mark.requirement("R-120")
def test_who_comes_second_is_told_who_was_first(desk: Desk) -> None:
    assert problem(desk.call("colleague", ACCEPT), 409, "case_already_accepted")["facts"] == {"assignee_id": "agent"}
    assert desk.case()["assignee_id"] == "agent"


def test_what_is_over_is_accepted_no_more(closed: Desk) -> None:
    not_when(closed, "closed", "agent", ACCEPT, None, "reopen")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", ACCEPT, None)


@pytest.mark.requirement("R-120")
def test_a_case_without_a_person_is_taken(desk: Desk) -> None:
    desk.in_queue()
    desk.twin.advance(minutes=1)
    before = desk.case()
    assert (before["status"], before["assignee_id"], before["queue_id"]) == ("new", None, MANUAL_DISPATCH)
    case = happens_once(desk, "colleague", ACCEPT)
    assert (case["status"], case["assignee_id"]) == ("in_progress", "colleague")
    assert case["accepted_at"] == case["assigned_at"] == "2026-03-02T02:01:00Z"
    assert (desk.load("agent"), desk.load("colleague")) == (0, 1)


def test_accepting_what_one_was_given_confirms_it(desk: Desk) -> None:
    given = desk.case()["assigned_at"]
    desk.twin.advance(minutes=5)
    case = desk.does("agent", ACCEPT)
    assert (case["assigned_at"], case["accepted_at"]) == (given, "2026-03-02T02:05:00Z")
    assert desk.load("agent") == 1
    assert desk.events()[-1]["actor"] == {"kind": "staff", "id": "agent"}
