"""Taking a card on."""

from tests.integration.cards.conftest import (
    Office,
    happens_once,
    needs,
    not_when,
    only_for_the_concerned,
    refuses_stale,
)


def test_it_is_for_who_is_asked(office: Office, card: str) -> None:
    only_for_the_concerned(office, card, "accept", None)
    needs(office, card, "accept", None, "zhao", "peer", "chief", "qa")
    refuses_stale(office, "zhang", card, "accept", None)


def test_it_is_taken_on_once_and_so_is_its_task(office: Office, card: str) -> None:
    accepted = happens_once(office, "zhang", card, "accept")
    assert (accepted["status"], accepted["accepted_at"]) == ("accepted", "2026-03-02T02:00:00Z")
    assert office.kinds(card) == ["CardOpened", "CardAccepted"]
    assert [each["status"] for each in office.inbox("zhang")] == ["accepted"]
    assert office.board("zhang") == {"accepted": [card]}
    possible = ("start", "progress", "complete", "decline", "reassign", "cancel")
    not_when(office, "accepted", "zhang", f"POST /collab-cards/{card}/accept", None, *possible)


def test_the_conversation_hears_of_it(office: Office) -> None:
    office.act("zhang", office.instructs(), "accept")
    assert office.in_thread() == ["card_created", "card_progress"]
