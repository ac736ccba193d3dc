"""Noting that a conversation was told that its card is done."""

from typing import Any

from tests.integration.cards.conftest import THREAD, Office


def delivered(office: Office, card: str, **members: Any) -> None:
    data = {"to": THREAD, "template": "card_done", "subject_id": card, "channel": "im"}
    told = data | {"requested_at": "2026-03-02T02:00:00Z"} | members
    office.hears("note_card_receipt", "MessageDelivered", told, source="crm.messaging", aggregate_id="msg_1")


def done(office: Office) -> str:
    card = office.instructs()
    office.act("zhang", card, "complete", {"result": "已修复"})
    return card


def test_other_messages_are_no_receipts(office: Office) -> None:
    card = done(office)
    stored = office.stored()
    for changed in ({"template": "card_progress"}, {"channel": "in_app"}):
        delivered(office, card, **changed)
    assert office.stored() == stored


def test_it_is_shown_on_the_card_once(office: Office) -> None:
    card = done(office)
    assert office.card(card)["receipt_at"] is None
    delivered(office, card)
    assert office.card(card)["receipt_at"] is not None
    noted = office.events(card)[-1]
    assert (noted["type"], noted["data"]) == ("ReceiptDelivered", {"status": "done", "message_id": "msg_1"})
    stored = office.stored()
    delivered(office, card)
    assert office.stored() == stored


def test_only_what_comes_from_a_conversation_asks_for_a_receipt(office: Office, card: str) -> None:
    office.act("zhang", card, "complete", {"result": "已修复"})
    other = done(office)
    wished = [each["data"] for each in office.twin.pump.events if each["type"] == "MessageRequested"]
    told = {each["subject_id"]: each.get("receipt") for each in wished if each["template"] == "card_done"}
    assert told == {card: None, other: "im"}
