"""Opening a case again."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    SOLVED,
    Desk,
    happens_once,
    names_bad,
    only_for,
    refuses_stale,
)

REOPEN = f"POST /cases/{CASE}/reopenings"
WHY = {"reason": "仍然报错"}


def test_it_is_for_who_handles_cases(desk: Desk) -> None:
    only_for(desk, REOPEN, WHY, *AGENTS)


def test_a_reason_is_needed(desk: Desk) -> None:
    names_bad(desk, "agent", REOPEN, {}, "reason")


def test_what_is_open_is_not_opened(desk: Desk) -> None:
    refused = problem(desk.call("agent", REOPEN, WHY), 409, "case_wrong_status")
    assert (refused["facts"]["action"], refused["facts"]["status"]) == ("reopen", "in_progress")


def test_a_stale_version_is_refused(closed: Desk) -> None:
    refuses_stale(closed, "agent", REOPEN, WHY)


def test_not_after_two_weeks(closed: Desk) -> None:
    closed.twin.advance(days=14)
    assert closed.does("agent", REOPEN, WHY)["status"] == "new", "the last moment counts"
    closed.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    closed.does("agent", f"POST /cases/{CASE}/closure", {})
    closed.twin.advance(days=14, seconds=1)
    assert problem(closed.call("agent", REOPEN, WHY), 409, "reopen_too_late")["facts"]["days"] == 14


@pytest.mark.requirement("R-228")
def test_the_resolution_clock_goes_on_and_the_case_finds_its_person(desk: Desk) -> None:
    desk.twin.advance(minutes=30)
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    desk.twin.advance(hours=3)
    case = happens_once(desk, "supervisor", REOPEN, WHY)
    assert (case["status"], case["assignee_id"], case["reopened"], case["resolved_at"]) == ("new", None, 1, None)
    clocks = {each["milestone"]: (each["state"], each["elapsed_seconds"]) for each in case["milestones"]}
    assert clocks == {"first_response": ("met", 1800), "restore": ("met", 1800), "resolution": ("running", 1800)}
    now = desk.case()
    assert (now["status"], now["assignee_id"]) == ("in_progress", "agent")
    assert desk.load("agent") == 1
    desk.twin.advance(days=8)
    assert desk.case()["status"] != "closed", "the closing that was due is no longer"
