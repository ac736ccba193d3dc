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


WAIT = {"wait_for": "customer", "asked": "设备日志", "until_at": "2026-03-04T02:00:00Z"}


def reminded(desk: Desk) -> int:
    return len(desk.told("buyer", "case_wait_reminder", "email"))


def waits(desk: Desk, **changes: str) -> None:
    desk.answers()
    desk.does("agent", f"POST /cases/{CASE}/waits", WAIT | changes)


@pytest.mark.requirement("R-152")
def test_who_lets_us_wait_is_reminded_and_the_case_closed_by_the_policy(desk: Desk) -> None:
    waits(desk)
    for instant, reminders, status in (
        ("2026-03-03T01:59:59+00:00", 0, "waiting_customer"),
        ("2026-03-03T02:00:00+00:00", 1, "waiting_customer"),
        ("2026-03-04T02:00:00+00:00", 2, "waiting_customer"),
        ("2026-03-07T01:59:59+00:00", 2, "waiting_customer"),
        ("2026-03-07T02:00:00+00:00", 2, "closed"),
    ):
        for _ in range(2):
            fire(desk, instant)
        desk.twin.settle()
        assert (reminded(desk), desk.case()["status"]) == (reminders, status), instant
    case = desk.case()
    assert case["solution"] == "因未收到您提供的信息，工单已关闭：设备日志"
    ended = [(each["type"], each["data"].get("by_policy")) for each in desk.events()[-2:]]
    assert ended == [("CaseResolved", "default@0"), ("CaseClosed", "default@0")]
    assert len(desk.told("buyer", "case_wait_closed", "email")) == 1
    assert desk.told("buyer", "case_resolved", "email") == []
    assert desk.load("agent") == 0


@pytest.mark.requirement("R-152")
def test_an_answer_cancels_what_was_to_come(desk: Desk) -> None:
    waits(desk)
    desk.does("buyer", f"POST /portal/cases/{CASE}/replies", {"body": "日志见附件"})
    fire(desk, "2026-03-08T02:00:00+00:00")
    desk.twin.settle()
    assert desk.case()["wait"] is None
    assert desk.case()["closed_at"] is None
    assert reminded(desk) == 0


@pytest.mark.requirement("R-152")
def test_by_policy_a_case_is_only_reminded_of(desk: Desk) -> None:
    desk.set("cases.waiting", close_after_seconds=None, remind_before_seconds=[], remind_after_seconds=[0, 3600])
    waits(desk)
    fire(desk, "2026-03-20T02:00:00+00:00")
    desk.twin.settle()
    assert (reminded(desk), desk.case()["status"]) == (1, "waiting_customer")
    assert [each["data"]["reminder"] for each in desk.events() if each["type"] == "WaitReminded"] == [2]


def test_a_policy_gives_a_deadline_where_none_was_stated(desk: Desk) -> None:
    desk.set("cases.waiting", deadline_after_seconds=86400)
    desk.answers()
    asked = {name: value for name, value in WAIT.items() if name != "until_at"}
    case = desk.does("agent", f"POST /cases/{CASE}/waits", asked)
    assert case["wait"]["until_at"] == "2026-03-03T02:00:00Z"
    assert case["wait"]["policy"] == "default@1"


@pytest.mark.requirement("R-128")
def test_a_case_with_an_open_mandatory_part_is_not_closed_until_it_ends(desk: Desk) -> None:
    waits(desk)
    part = {"title": "x", "expected_result": "x", "assignee_id": "colleague", "due_at": "2026-03-05T02:00:00Z"}
    case = desk.does("agent", f"POST /cases/{CASE}/subtasks", part)
    fire(desk, "2026-03-07T02:00:00+00:00")
    desk.twin.settle()
    assert desk.case()["status"] == "waiting_customer"
    desk.does("colleague", f"POST /tasks/{case['subtasks'][0]['subtask_id']}/complete", {"result": "x"})
    fire(desk, "2026-03-07T02:00:01+00:00")
    assert desk.case()["status"] == "closed"


def test_a_third_party_is_not_reminded_and_closes_nothing(desk: Desk) -> None:
    waits(desk, wait_for="third_party")
    fire(desk, "2026-03-08T02:00:00+00:00")
    desk.twin.settle()
    assert (reminded(desk), desk.case()["status"]) == (0, "waiting_third_party")
