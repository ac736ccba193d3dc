"""Taking an escalation back."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, SOLVED, Desk, happens_once, names_bad, only_for

WHY = {"reason": "误操作"}


@pytest.fixture
def revert(desk: Desk) -> str:
    """The way to take the case's only escalation back."""
    desk.does("agent", f"POST /cases/{CASE}/escalations", {"level": 1, "reason": "客户催促"})
    step = desk.does("agent", f"GET /cases/{CASE}/escalations")["items"][0]["escalation_id"]
    return f"POST /cases/{CASE}/escalations/{step}/revert"


def test_it_is_for_supervisors(desk: Desk, revert: str) -> None:
    only_for(desk, revert, WHY, "supervisor")


def test_a_reason_is_needed(desk: Desk, revert: str) -> None:
    names_bad(desk, "supervisor", revert, {}, "reason")


def test_an_unknown_escalation_is_not_found(desk: Desk) -> None:
    answer = desk.call("supervisor", f"POST /cases/{CASE}/escalations/esc_none/revert", WHY)
    assert problem(answer, 404, "not_found")["facts"] == {"kind": "escalation", "id": "esc_none"}


def test_a_stale_version_is_refused(desk: Desk, revert: str) -> None:
    assert problem(desk.call("supervisor", revert, WHY, If_Match="1"), 409, "stale_version")["facts"]["actual"] == 3


@pytest.mark.requirement("R-035")
def test_everything_is_as_before_and_both_events_stay(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/waits", {"wait_for": "customer", "asked": "日志"})
    before = desk.case()
    desk.does("agent", f"POST /cases/{CASE}/escalations", {"level": 1, "reason": "客户催促"})
    step = desk.does("agent", f"GET /cases/{CASE}/escalations")["items"][0]["escalation_id"]
    case = happens_once(desk, "supervisor", f"POST /cases/{CASE}/escalations/{step}/revert", WHY)
    same = ("status", "assignee_id", "queue_id", "wait", "stop_reason", "due_at", "color", "escalation_level")
    assert {name: case[name] for name in same} == {name: before[name] for name in same}
    assert (desk.load("agent"), desk.load("supervisor")) == (1, 0)
    reverted = desk.does("agent", f"GET /cases/{CASE}/escalations")["items"][0]
    assert (reverted["reverted_at"], reverted["revert_reason"]) == ("2026-03-02T02:00:00Z", "误操作")
    kinds = [each["type"] for each in desk.events()]
    assert kinds[-2:] == ["CaseEscalated", "EscalationReverted"]
    assert {each["to"] for each in desk.told("agent", "escalation_reverted")} == {"agent"}


def test_what_is_over_stays_escalated(desk: Desk, revert: str) -> None:
    desk.does("supervisor", f"POST /cases/{CASE}/resolution", SOLVED)
    refused = problem(desk.call("supervisor", revert, WHY), 409, "escalation_not_revertible")
    assert refused["facts"]["status"] == "resolved"


def test_only_the_last_one_can_be_taken_back(desk: Desk, revert: str) -> None:
    desk.does("supervisor", f"POST /cases/{CASE}/escalations", {"level": 2, "reason": "x"})
    problem(desk.call("supervisor", revert, WHY), 409, "escalation_not_revertible")
    last = desk.does("agent", f"GET /cases/{CASE}/escalations")["items"][1]["escalation_id"]
    desk.does("supervisor", f"POST /cases/{CASE}/escalations/{last}/revert", WHY)
    assert desk.does("supervisor", revert, WHY)["assignee_id"] == "agent"
