"""Looking at a breached case again."""

from typing import Any

import pytest

from crm.core.errors import NotFoundError
from tests.integration.cases.conftest import CASE, SOLVED, Desk

AFTER_BREACH = "2026-03-02T03:00:00+00:00"


def task(desk: Desk, **members: Any) -> dict[str, Any]:
    due = {"case_id": desk.case_id, "milestone": "first_response", "instance": 1, "level": 1}
    return {"task": due | members, "correlation_id": "a-test", "cause_id": None}


def breach(desk: Desk) -> None:
    """Let the first response run out, and hold back the workflow that this starts."""
    desk.later(AFTER_BREACH)
    desk.invoke("fire_due_case", {"aggregate_id": desk.case_id, "due_at": AFTER_BREACH})


def verdict(desk: Desk) -> Any:
    before = desk.stored()
    found = desk.invoke("check_escalation", task(desk))
    assert desk.stored() == before, "looking changes nothing"
    return found


def test_an_unknown_case_fails_loudly(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.invoke("check_escalation", task(desk, case_id="case_none"))


@pytest.mark.requirement("R-030")
def test_a_broken_promise_goes_up(desk: Desk) -> None:
    assert verdict(desk)["reason"] == "not_breached"
    breach(desk)
    assert verdict(desk) == {"needed": True, "reason": "breached", "priority": "P2", "level": 1}


def test_much_may_have_happened_since(desk: Desk) -> None:
    breach(desk)
    desk.call("agent", f"POST /cases/{CASE}/replies", {"body": "来了"})
    assert verdict(desk)["reason"] == "answered"
    desk.call("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    assert verdict(desk)["reason"] == "not_open"


def test_it_may_have_gone_up_already(desk: Desk) -> None:
    breach(desk)
    desk.invoke("escalate_breached_case", task(desk))
    assert verdict(desk)["reason"] == "already_escalated"


def test_there_may_be_nobody_above(desk: Desk) -> None:
    breach(desk)
    desk.call("agent", f"POST /cases/{CASE}/escalations", {"level": 2, "reason": "x"})
    assert verdict(desk) == {"needed": False, "reason": "no_level", "priority": "P2", "level": 3}
