"""Giving a card back."""

from tests.conftest import problem
from tests.integration.cards.conftest import (
    Office,
    happens_once,
    needs,
    not_when,
    only_for_the_concerned,
    refuses_stale,
)

WHY = {"reason": "不在我的服务范围"}


def test_it_is_for_who_is_asked_and_needs_a_reason(office: Office, card: str) -> None:
    only_for_the_concerned(office, card, "decline", WHY)
    needs(office, card, "decline", WHY, "zhao", "peer", "chief", "qa")
    refuses_stale(office, "zhang", card, "decline", WHY)
    refused = problem(office.call("zhang", f"POST /collab-cards/{card}/decline", {}), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == ["reason"]


def test_it_waits_for_who_asked(office: Office, card: str) -> None:
    declined = happens_once(office, "zhang", card, "decline", WHY)
    assert (declined["status"], declined["reason"]) == ("declined", WHY["reason"])
    assert WHY["reason"] in office.told("zhao", "card_declined")[0]["body"]
    assert (office.inbox("zhang"), office.timers(card)) == ([], [])
    assert [each["status"] for each in office.inbox("zhao")] == ["rejected"]
    assert office.kinds(card) == ["CardOpened", "CardDeclined"]
    not_when(office, "declined", "zhang", f"POST /collab-cards/{card}/decline", WHY, "reassign", "cancel")
