"""What the tests of duplicates and abuse share."""

from typing import Any

from tests.integration.cases.conftest import Desk

SUBMIT = "POST /portal/cases"
FORM = {"title": "无法登录系统", "description": "登录后报错 500", "category": "account/access", "urgency": "high"}
RISKS = "GET /risk/cases"


def submits(desk: Desk, who: str = "buyer", **members: Any) -> Any:
    """Let a customer submit the form, with some members changed."""
    return desk.does(who, SUBMIT, FORM | members)


def bursts(desk: Desk, count: int = 5) -> list[str]:
    """Let a customer submit the same so many times; return the numbers."""
    return [submits(desk)["number"] for _ in range(count)]


def merges(desk: Desk, number: str, into: str, who: str = "supervisor") -> Any:
    """Let a case be merged."""
    return desk.does(who, f"POST /cases/{number}/merge", {"into": into, "reason": "同一问题"})


def decides(desk: Desk, number: str, decision: str, **members: Any) -> Any:
    """Let the supervisor decide about a suspect case."""
    body = {"decision": decision, "reason": "核实过", **members}
    return desk.does("supervisor", f"POST /risk/cases/{number}/decisions", body)
