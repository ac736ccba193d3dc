"""Handing a breached case up."""

import pytest

from crm.core.errors import NotFoundError
from tests.integration.cases.conftest import CASE, Desk
from tests.integration.cases.test_check_escalation import breach, task


def test_an_unknown_case_fails_loudly(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.invoke("escalate_breached_case", task(desk, case_id="case_none"))


def test_a_promise_that_is_kept_changes_nothing(desk: Desk) -> None:
    before = desk.stored()
    done = desk.invoke("escalate_breached_case", task(desk))
    assert done == {"escalation_id": None, "to": None, "told": []}
    assert desk.stored() == before


@pytest.mark.requirement("R-030", "R-031", "R-011")
def test_it_goes_up_once(desk: Desk) -> None:
    breach(desk)
    first = desk.invoke("escalate_breached_case", task(desk))
    before = desk.stored()
    again = desk.invoke("escalate_breached_case", task(desk))
    assert desk.stored() == before
    assert (first["to"], again["to"], again["escalation_id"]) == ("supervisor", "supervisor", first["escalation_id"])
    desk.twin.settle()
    case = desk.case()
    assert (case["assignee_id"], case["status"], case["escalation_level"]) == ("supervisor", "pending_supervisor", 1)
    responses = [each for each in case["milestones"] if each["milestone"] == "first_response"]
    assert [(each["instance"], each["state"]) for each in responses] == [(1, "breached"), (2, "running")]
    (step,) = desk.does("agent", f"GET /cases/{CASE}/escalations")["items"]
    assert (step["cause"], step["handler_id"], step["milestone"]) == ("response_overdue", "agent", "first_response.1")
    escalated = next(each for each in desk.events() if each["type"] == "CaseEscalated")
    assert escalated["actor"] == {"kind": "system", "id": "system-agent"}
    assert (desk.load("agent"), desk.load("supervisor")) == (0, 1)


def test_where_nobody_stands_above_that_is_recorded(desk: Desk) -> None:
    version = str(desk.does("admin", "GET /users/agent")["version"])
    desk.does("admin", "PATCH /users/agent", {"manager_id": None}, If_Match=version)
    desk.does("admin", "PATCH /teams/desk", {"manager_id": None}, If_Match="2")
    queues = desk.does("admin", "GET /settings/cases.queues/default")["document"]["queues"]
    desk.set("cases.queues", queues=[each | {"owner_id": None} for each in queues])
    breach(desk)
    done = desk.invoke("escalate_breached_case", task(desk))
    assert done["to"] is None
    declined = desk.events()[-1]
    assert (declined["type"], declined["data"]["reason"]) == ("EscalationDeclined", "nobody_to_escalate_to")
    assert desk.case()["assignee_id"] == "agent"
