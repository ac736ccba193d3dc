"""Finding a person for a case."""

import pytest

from crm.core.errors import NotFoundError
from tests.integration.cases.conftest import CASE, SOLVED, Desk


@pytest.mark.requirement("R-016", "R-116")
def test_the_case_gets_a_person_and_the_person_the_case_at_once(desk: Desk) -> None:
    number = desk.opens()["number"]
    (event,) = desk.happened("CaseOpened")
    case = desk.case(number)
    assert (case["assignee_id"], case["status"], case["queue_id"]) == ("agent", "in_progress", "general")
    assert desk.load("agent") == 2
    routed = desk.events(number)[-1]
    assert (routed["type"], routed["actor"]["kind"]) == ("CaseRouted", "system")
    assert case["case_id"] in [each["subject_id"] for each in desk.told("agent", "case_assigned")]
    (step,) = [each for each in desk.happened("CaseRouted") if each["detail"]["aggregate_id"] == case["case_id"]]
    notices = [each["detail"] for each in desk.happened("MessageRequested")]
    (notice,) = [each for each in notices if each["data"]["template"] == "case_assigned"]
    assert notice["aggregate_version"] == step["detail"]["aggregate_version"] == 2, "in one transaction"
    before = desk.stored()
    desk.invoke("route_case", event)
    assert desk.stored() == before


def test_who_has_it_keeps_it_however_late_the_event(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    desk.does("agent", f"POST /cases/{CASE}/reopenings", {"reason": "x"})
    (event,) = desk.happened("CaseReopened")
    desk.does("agent", f"POST /cases/{CASE}/transfers", {"assignee_id": "colleague", "reason": "x"})
    before = desk.stored()
    desk.invoke("route_case", event)
    assert desk.stored() == before


def test_what_is_over_is_left_alone(closed: Desk) -> None:
    event = {"source": "crm.cases", "detail": closed.events()[0]}
    event["detail"] |= {"aggregate_id": closed.case_id, "occurred_at": event["detail"].pop("at")}
    event["detail"] |= {"aggregate_version": 1, "schema_version": 1, "cause_id": None}
    before = closed.stored()
    closed.invoke("route_case", event)
    assert closed.stored() == before


def test_an_unknown_case_fails_loudly(desk: Desk) -> None:
    desk.opens()
    (event,) = desk.happened("CaseOpened")
    event["detail"]["aggregate_id"] = "case_none"
    with pytest.raises(NotFoundError):
        desk.invoke("route_case", event)


@pytest.mark.requirement("R-021")
def test_with_nobody_here_it_waits_and_the_owner_is_told_once(desk: Desk) -> None:
    desk.does("agent", "PUT /users/agent/presence", {"presence": "offline"})
    number = desk.opens()["number"]
    case = desk.case(number)
    assert (case["assignee_id"], case["status"], case["queue_id"]) == (None, "new", "manual_dispatch")
    assert len(desk.told("supervisor", "manual_dispatch")) == 1
    event = desk.happened("CaseOpened")[-1]
    desk.invoke("route_case", event)
    desk.twin.settle()
    assert len(desk.told("supervisor", "manual_dispatch")) == 1
    assert [each["state"] for each in desk.case(number)["milestones"]] == ["running"] * 3


@pytest.mark.requirement("R-116")
def test_nobody_gets_more_than_they_can_take_however_many_are_routed_at_once(desk: Desk) -> None:
    """Each routing stops before it writes until the next one has read who has how many: all decide on the same."""
    desk.does("agent", "PUT /users/agent/presence", {"presence": "offline"})
    desk.does("admin", "PATCH /users/agent", {"capacity": 5}, If_Match=str(desk.version_of("agent")))
    numbers = [desk.opens()["number"] for _ in range(12)]
    waiting = desk.happened("CaseOpened")
    desk.call("agent", "PUT /users/agent/presence", {"presence": "online"})
    deciding = []

    def hold(operation: str, action: str) -> None:
        if (operation, action) == ("cases.route_case", "dynamodb:TransactWriteItems") and waiting:
            deciding.append(len(waiting))
            desk.invoke("route_case", waiting.pop())

    desk.twin.functions.before_call = hold
    try:
        desk.invoke("route_case", waiting.pop())
    finally:
        desk.twin.functions.before_call = lambda _operation, _action: None
    assert deciding == list(range(11, 0, -1)), "every one waited for the next"
    for _ in range(2):  # as they were left, and after routing has looked again at those that wait
        owners = [desk.case(number)["assignee_id"] for number in numbers]
        assert owners.count("agent") == 4, "besides the one there was"
        assert owners.count(None) == 8
        desk.twin.settle()
        assert desk.load("agent") == 5


def test_a_queue_without_teams_is_everybodys(desk: Desk) -> None:
    queues = desk.does("admin", "GET /settings/cases.queues/default")["document"]["queues"]
    desk.set("cases.queues", queues=[each | {"team_ids": []} for each in queues])
    desk.twin.advance(minutes=2)
    case = desk.opens()
    assert desk.case(case["number"])["assignee_id"] == "agent"
