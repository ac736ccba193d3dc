"""Note that the receipt of a card was delivered."""

from crm.cards import grants, receipts
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.messaging.events import MessageDelivered


@on_event(MessageDelivered, uses=[grants.NOTE_RECEIPT])
def handler(event: Received[MessageDelivered], command: Command) -> None:
    """Note that the conversation a card comes from has been told that it is done."""
    receipts.note(event, command)
