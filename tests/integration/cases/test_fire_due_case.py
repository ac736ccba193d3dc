"""What is due for a case."""

import pytest

from crm.core.errors import NotFoundError
from tests.integration.cases.conftest import CASE, SOLVED, Desk


def fire(desk: Desk, instant: str) -> None:
    """Let the case's timer fire at a time, and nothing that follows from it."""
    desk.later(instant)
    desk.invoke("fire_due_case", {"aggregate_id": desk.case_id, "due_at": instant})


def kinds(desk: Desk) -> list[str]:
    return [each["type"] for each in desk.events()]


def test_an_unknown_case_fails_loudly(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.invoke("fire_due_case", {"aggregate_id": "case_none", "due_at": "2026-03-02T03:00:00+00:00"})


def test_too_early_does_nothing(desk: Desk) -> None:
    before = desk.stored()
    fire(desk, "2026-03-02T02:29:59+00:00")
    assert desk.stored() == before


@pytest.mark.requirement("R-029", "R-207", "R-011")
def test_a_threshold_fires_once(desk: Desk) -> None:
    fire(desk, "2026-03-02T02:30:00+00:00")
    before = desk.stored()
    fire(desk, "2026-03-02T02:30:00+00:00")
    assert desk.stored() == before
    event = desk.events()[-1]
    assert (event["type"], event["actor"]["kind"]) == ("ThresholdReached", "system")
    assert event["data"] == {
        "milestone": "first_response",
        "instance": 1,
        "percent": 50,
        "at": "2026-03-02T02:30:00Z",
        "due_at": "2026-03-02T03:00:00Z",
        "told": ["agent"],
    }


@pytest.mark.requirement("R-029")
def test_a_late_timer_fires_what_it_missed_as_of_when_it_was_due(desk: Desk) -> None:
    fire(desk, "2026-03-02T03:05:00+00:00")
    fired = [(each["type"], each["data"].get("percent"), each["data"].get("at")) for each in desk.events()[2:]]
    assert fired == [
        ("ThresholdReached", 50, "2026-03-02T02:30:00Z"),
        ("ThresholdReached", 75, "2026-03-02T02:45:00Z"),
        ("ThresholdReached", 90, "2026-03-02T02:54:00Z"),
        ("MilestoneBreached", None, "2026-03-02T03:00:00Z"),
        ("EscalationDue", None, None),
    ]


def test_an_escalation_that_nothing_came_of_is_called_for_again(desk: Desk) -> None:
    fire(desk, "2026-03-02T03:00:00+00:00")
    fire(desk, "2026-03-02T03:09:59+00:00")
    assert kinds(desk).count("EscalationDue") == 1
    fire(desk, "2026-03-02T03:10:00+00:00")
    assert kinds(desk).count("EscalationDue") == 2


def test_a_wait_that_ran_out_is_marked_once(desk: Desk) -> None:
    desk.answers()
    wait = {"wait_for": "customer", "asked": "日志", "until_at": "2026-03-02T03:00:00Z"}
    desk.does("agent", f"POST /cases/{CASE}/waits", wait)
    for minute in ("02:59:59", "03:00:00", "03:00:00"):
        fire(desk, f"2026-03-02T{minute}+00:00")
    assert kinds(desk).count("WaitExpired") == 1
    assert desk.case()["wait"]["expired"]
    desk.twin.settle()
    assert len(desk.told("agent", "wait_expired")) == 1


def test_what_is_solved_closes_and_only_then(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    fire(desk, "2026-03-09T01:59:59+00:00")
    assert desk.case()["status"] == "resolved"
    fire(desk, "2026-03-09T02:00:00+00:00")
    assert desk.case()["status"] == "closed"
    assert desk.events()[-1]["data"] == {"reason": "no_answer"}


@pytest.mark.requirement("R-021")
def test_who_has_nobody_is_looked_at_again(desk: Desk) -> None:
    desk.in_queue()
    desk.does("agent", f"POST /cases/{CASE}/notes", {"body": "x"})
    decisions = len(desk.does("agent", f"GET /cases/{CASE}/routing")["items"])
    fire(desk, "2026-03-02T02:15:00+00:00")
    assert len(desk.does("agent", f"GET /cases/{CASE}/routing")["items"]) == decisions + 1
