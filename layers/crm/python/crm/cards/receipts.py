"""Receipts: whether a conversation has really been told that its card is done."""

from crm.cards import notices, repository
from crm.cards.desk import begin
from crm.cards.events import ReceiptDelivered
from crm.core.command import Command
from crm.core.events import Received
from crm.messaging.events import MessageDelivered


def note(event: Received[MessageDelivered], command: Command) -> None:
    """Note that the receipt of a card is there; what else is delivered, or was noted already, is left alone (R-268)."""
    told = event.data
    if told.template != notices.DONE or told.channel != "im":
        return
    card = repository.cards.get(told.subject_id)
    if card.receipt_at is not None:
        return
    work = begin(card, command)
    work.happened(ReceiptDelivered(status="done", message_id=event.aggregate_id))
    work.commit()
