"""Looking again at the cases that wait."""

from typing import Any

import pytest

from tests.integration.cases.conftest import CASE, Desk


@pytest.fixture
def came(desk: Desk) -> dict[str, Any]:
    """The event that a colleague came while a case waited, not delivered yet."""
    desk.in_queue()
    detail = {
        "id": "evt_00000000000000000000000001",
        "type": "UserBecameAvailable",
        "aggregate_id": "colleague",
        "aggregate_version": 2,
        "actor": {"kind": "staff", "id": "colleague"},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "a-test",
        "cause_id": None,
        "data": {"since": "2026-03-02T02:00:00Z"},
    }
    return {"source": "crm.directory", "detail": detail}


@pytest.mark.requirement("R-021")
def test_who_comes_gets_what_waits_once(desk: Desk, came: dict[str, Any]) -> None:
    desk.call("colleague", "PUT /users/colleague/presence", {"presence": "online"})
    desk.invoke("route_waiting_cases", came)
    assert desk.case()["assignee_id"] == "colleague"
    before = desk.stored()
    desk.invoke("route_waiting_cases", came)
    assert desk.stored() == before
    desk.twin.settle()
    assert len(desk.told("colleague", "case_assigned")) == 1


def test_who_has_left_again_gets_nothing(desk: Desk, came: dict[str, Any]) -> None:
    desk.invoke("route_waiting_cases", came)
    assert desk.case()["assignee_id"] is None


@pytest.mark.parametrize("user", ["nobody", "knowledge_manager", "supervisor"])
def test_who_takes_no_cases_makes_nobody_look(desk: Desk, came: dict[str, Any], user: str) -> None:
    came["detail"]["aggregate_id"] = user
    before = desk.stored()
    desk.invoke("route_waiting_cases", came)
    assert desk.stored() == before


def test_what_waits_elsewhere_is_not_theirs(desk: Desk, came: dict[str, Any]) -> None:
    desk.does("outsider", "PUT /users/outsider/presence", {"presence": "online"})
    assert desk.case()["assignee_id"] is None
    assert desk.does("chief", f"GET /cases/{CASE}/routing")["items"][0]["assignee_id"] is None
