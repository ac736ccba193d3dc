"""Approving a card."""

import pytest

from tests.conftest import problem
from tests.integration.cards.conftest import INSTRUCTION, KEY, Office


def approval(office: Office, card: str) -> str:
    found: str = office.card(card, "zhao")["approval"]["approval_id"]
    return found


def test_it_is_for_who_decides(office: Office, pending: str) -> None:
    route = f"POST /approvals/{approval(office, pending)}/approve"
    problem(office.call(None, route), 401, "not_signed_in")
    for who in ("zhang", "chief", "outsider"):
        problem(office.call(who, route), 404, "not_found")
    problem(office.call("head", "POST /approvals/approval_none/approve"), 404, "not_found")
    refused = problem(office.call("zhao", route), 409, "not_your_approval")
    assert refused["facts"] == {"approver_id": "head", "role": "supervisor"}
    problem(office.call("head", route, If_Match='"9"'), 409, "stale_version")


def test_what_needs_no_approval_has_none(office: Office, card: str) -> None:
    route = f"POST /approvals/{card.replace('card_', 'approval_')}/approve"
    problem(office.call("head", route), 404, "not_found")


@pytest.mark.requirement("R-264")
def test_the_assignee_sees_nothing_before(office: Office) -> None:
    card = office.instructs(account_id="secret")
    assert office.card(card, "zhao")["status"] == "pending_approval"
    problem(office.call("zhang", f"GET /collab-cards/{card}"), 404, "not_found")
    assert (office.board("zhang"), office.inbox("zhang"), office.told("zhang", "card_assigned")) == ({}, [], [])
    assert office.in_thread() == []
    assert len(office.told("head", "card_approval")) == 1
    assert len(office.told("zhao", "card_submitted")) == 1

    route = f"POST /approvals/{approval(office, card)}/approve"
    first = office.call("head", route, **KEY)
    assert (first.status, first.json["status"], first.json["approval"]["decided_by"]) == (200, "open", "head")
    office.twin.settle()
    assert office.call("head", route, **KEY).json == first.json
    office.twin.settle()
    assert (office.board("zhang"), len(office.inbox("zhang"))) == ({"open": [card]}, 1)
    assert len(office.told("zhang", "card_assigned")) == 1
    assert office.in_thread() == ["card_created"]
    assert office.does("head", "GET /approvals")["items"] == []
    assert [each["type"] for each in office.events(card)] == ["CardSubmitted", "CardApproved", "CardOpened"]
    noted = [each["data"].get("kind") for each in office.does("zhao", "GET /accounts/secret/timeline")["items"]]
    assert sorted(noted, key=str) == ["CardOpened", None], "that it is opened, beside that the account was made"
    assert INSTRUCTION["title"] == office.card(card, "zhang")["title"]


def test_it_is_approved_once(office: Office, pending: str) -> None:
    route = f"POST /approvals/{approval(office, pending)}/approve"
    office.does("head", route)
    refused = problem(office.call("head", route), 409, "card_wrong_status")
    assert refused["facts"]["status"] == "open"


def test_what_was_expected_by_a_time_that_is_over_is_expected_anew(office: Office, pending: str) -> None:
    office.twin.advance(hours=5)
    office.does("head", f"POST /approvals/{approval(office, pending)}/approve")
    assert office.card(pending)["expected_at"][:16] == "2026-03-03T02:00"


def test_it_goes_to_nobody_who_left_meanwhile(office: Office, pending: str) -> None:
    office.leaves("zhang")
    refused = problem(
        office.call("head", f"POST /approvals/{approval(office, pending)}/approve"), 422, "card_assignee_unknown"
    )
    assert refused["facts"]["id"] == "zhang"


def test_where_the_owner_has_no_manager_those_with_the_role_in_both_teams_are_told(office: Office) -> None:
    card = office.asks("head", account_id="secret")
    assert len(office.told("chief", "card_approval")) == 1
    assert office.told("head", "card_approval") == []
    assert office.does("chief", f"POST /approvals/{approval_of_head(office, card)}/approve")["status"] == "open"


def approval_of_head(office: Office, card: str) -> str:
    found: str = office.card(card, "head")["approval"]["approval_id"]
    return found
