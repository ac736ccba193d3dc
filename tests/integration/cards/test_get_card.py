"""Showing a card."""

import pytest

from tests.conftest import problem
from tests.integration.cards.conftest import INSTRUCTION, Office


def test_it_is_for_who_has_to_do_with_it(office: Office, card: str) -> None:
    problem(office.call(None, f"GET /collab-cards/{card}"), 401, "not_signed_in")
    for who, card_id in (("outsider", card), ("zhang", "card_none")):
        refused = problem(office.call(who, f"GET /collab-cards/{card_id}"), 404, "not_found")
        assert refused["facts"] == {"kind": "card", "id": card_id}
    for who in ("zhao", "zhang", "peer", "chief", "head", "qa"):
        assert office.card(card, who)["card_id"] == card


def test_the_team_sees_it_as_the_policy_has_it(office: Office, card: str) -> None:
    office.set_policy(colleagues_see="own")
    office.twin.advance(minutes=2)
    problem(office.call("peer", f"GET /collab-cards/{card}"), 404, "not_found")
    assert office.card(card, "chief")["card_id"] == card


def test_the_account_is_shown_as_it_stands_now(office: Office, card: str) -> None:
    office.does("admin", "PATCH /accounts/acme", {"level": "gold", "owner_id": "head"}, If_Match="1")
    account = office.card(card)["account"]
    assert (account["level"], account["owner_id"]) == ("gold", "head")


@pytest.mark.requirement("R-258")
def test_it_carries_the_customer_the_context_and_what_is_expected(office: Office) -> None:
    shown = office.card(office.instructs(), "zhang")
    assert (shown["account"]["name"], shown["account"]["owner_id"]) == ("Acme", "zhao")
    context = shown["context"]
    assert (context["provider"], context["thread_id"], context["url"]) == (
        "wecom",
        "thread_1",
        INSTRUCTION["message_url"],
    )
    (said,) = context["messages"]
    assert (said["text"], said["author_id"]) == (INSTRUCTION["text"], "zhao")
    assert shown["expected_delivery"]
    assert shown["expected_at"] == "2026-03-03T02:00:00Z"
    (row,) = office.inbox("zhang")
    assert (row["source"], row["due_at"]) == ("im", shown["expected_at"])


def test_before_it_is_approved_only_who_asked_and_who_decides_see_it(office: Office, pending: str) -> None:
    for who in ("zhao", "head"):
        assert office.card(pending, who)["status"] == "pending_approval"
    for who in ("zhang", "peer", "chief", "qa"):
        problem(office.call(who, f"GET /collab-cards/{pending}"), 404, "not_found")
