"""Recording that the customer can work again."""

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

RESTORE = f"POST /cases/{CASE}/restorations"
HOW = {"how": "临时回退到上一版本"}


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, RESTORE, HOW, *AGENTS)
    needs_the_handler(desk, RESTORE, HOW)


@pytest.mark.parametrize("body", [{}, {"how": " "}])
def test_it_says_how(desk: Desk, body: dict[str, str]) -> None:
    names_bad(desk, "agent", RESTORE, body, "how")


def test_what_is_over_is_restored_no_more(closed: Desk) -> None:
    not_when(closed, "closed", "agent", RESTORE, HOW, "reopen")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", RESTORE, HOW)


@pytest.mark.requirement("R-174")
def test_the_restore_milestone_is_met_and_nothing_else(desk: Desk) -> None:
    desk.twin.advance(minutes=30)
    case = happens_once(desk, "agent", RESTORE, HOW)
    states = {each["milestone"]: each["state"] for each in case["milestones"]}
    assert states == {"first_response": "running", "restore": "met", "resolution": "running"}
    restore = next(each for each in case["milestones"] if each["milestone"] == "restore")
    assert (restore["elapsed_seconds"], restore["stopped_at"]) == (1800, "2026-03-02T02:30:00Z")
    assert case["status"] == "in_progress"


def test_restoring_too_late_is_a_breach_all_the_same(desk: Desk) -> None:
    desk.later("2026-03-02T07:00:00+00:00")
    case = desk.does("agent", RESTORE, HOW)
    restore = next(each for each in case["milestones"] if each["milestone"] == "restore")
    assert (restore["state"], restore["breached_at"]) == ("breached", "2026-03-02T06:00:00Z")
