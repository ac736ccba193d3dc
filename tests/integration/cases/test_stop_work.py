"""Stopping work on a case."""

import pytest

from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    Desk,
    happens_once,
    names_bad,
    needs_the_handler,
    not_when,
    only_for,
    refuses_stale,
)

STOP = f"POST /cases/{CASE}/stops"
WHY = {"reason": "等待停机窗口"}


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, STOP, WHY, *AGENTS)
    needs_the_handler(desk, STOP, WHY)


@pytest.mark.requirement("R-036")
@pytest.mark.parametrize("body", [{}, {"reason": " "}, {"reason": "x" * 1001}])
def test_a_reason_is_needed(desk: Desk, body: dict[str, str]) -> None:
    names_bad(desk, "agent", STOP, body, "reason")


def test_what_is_over_is_stopped_no_more(closed: Desk) -> None:
    not_when(closed, "closed", "agent", STOP, WHY, "reopen")


def test_what_stands_still_is_not_stopped_twice(desk: Desk) -> None:
    desk.does("agent", STOP, WHY)
    answer = desk.call("agent", STOP, WHY)
    assert (answer.status, answer.json["code"]) == (409, "case_wrong_status")
    assert "resume" in answer.json["facts"]["possible"]


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", STOP, WHY)


@pytest.mark.requirement("R-036")
def test_the_clocks_stand_still_and_the_reason_is_kept(desk: Desk) -> None:
    desk.answers()
    case = happens_once(desk, "agent", STOP, WHY)
    assert (case["status"], case["stop_reason"]) == ("stopped", "等待停机窗口")
    resolution = next(each for each in case["milestones"] if each["milestone"] == "resolution")
    assert (resolution["state"], resolution["paused_by"]) == ("paused", ["stop_work"])
    desk.twin.advance(days=1)
    later = desk.case()
    assert next(each["elapsed_seconds"] for each in later["milestones"] if each["milestone"] == "resolution") == 0
    stopped = next(each for each in desk.events() if each["type"] == "WorkStopped")
    assert (stopped["data"], stopped["actor"]["id"]) == (WHY, "agent")
