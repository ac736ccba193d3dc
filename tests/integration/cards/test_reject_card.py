"""Not approving a card."""

from tests.conftest import problem
from tests.integration.cards.conftest import KEY, Office

WHY = {"reason": "客户正在续约谈判"}


def route(office: Office, card: str) -> str:
    return f"POST /approvals/{office.card(card, 'zhao')['approval']['approval_id']}/reject"


def test_it_is_for_who_decides_and_needs_a_reason(office: Office, pending: str) -> None:
    problem(office.call(None, route(office, pending), WHY), 401, "not_signed_in")
    problem(office.call("zhang", route(office, pending), WHY), 404, "not_found")
    problem(office.call("zhao", route(office, pending), WHY), 409, "not_your_approval")
    refused = problem(office.call("head", route(office, pending), {}), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == ["reason"]


def test_who_asked_is_told_and_nobody_else_ever_sees_it(office: Office, pending: str) -> None:
    first = office.call("head", route(office, pending), WHY, **KEY)
    assert (first.json["status"], first.json["approval"]["reason"]) == ("rejected", WHY["reason"])
    office.twin.settle()
    assert office.call("head", route(office, pending), WHY, **KEY).json == first.json
    assert WHY["reason"] in office.told("zhao", "card_not_approved")[0]["body"]
    problem(office.call("zhang", f"GET /collab-cards/{pending}"), 404, "not_found")
    assert (office.inbox("zhang"), office.told("zhang", "card_assigned")) == ([], [])
    assert office.timers(pending) == []
    refused = problem(office.call("head", route(office, pending), WHY), 409, "card_wrong_status")
    assert refused["facts"]["possible"] == []
