"""From the table to the bus."""

from tests.integration.cards.conftest import INSTRUCTION, Office


def test_what_happened_is_told_in_order_with_the_messages_it_wants(office: Office) -> None:
    office.twin.pump.events.clear()
    card = office.asks()
    told = [(each["source"], each["type"]) for each in office.twin.pump.events if each["aggregate_id"] == card]
    assert told == [("crm.cards", "CardOpened"), ("crm.core", "MessageRequested")]


def test_what_was_refused_is_told_too(office: Office) -> None:
    office.twin.pump.events.clear()
    office.hears("open_requested_card", "CardRequested", INSTRUCTION | {"requested_by": "outsider"})
    (refused,) = [each for each in office.twin.pump.events if each["source"] == "crm.cards"]
    assert (refused["type"], refused["data"]["reason"]) == ("CardRefused", "account_forbidden")
