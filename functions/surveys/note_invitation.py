"""Note whether invitations came."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.messaging.events import MessageDelivered, MessageFailed
from crm.surveys import delivery, grants


@on_event(MessageDelivered, MessageFailed, uses=[grants.END])
def handler(event: Received[MessageDelivered | MessageFailed], command: Command) -> None:
    """Note that a customer's side took an invitation, or why it did not."""
    message = event.data
    if message.template != delivery.INVITATION:
        return
    if isinstance(message, MessageDelivered):
        delivery.delivered(message.subject_id, command)
    else:
        delivery.failed(message.subject_id, message.reason, command)
