"""Remember which case a mail of ours is about."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.grants import table
from crm.core.triggers import on_event
from crm.mail import following
from crm.messaging.events import MessageDelivered


@on_event(MessageDelivered, uses=[table("mail", "put")])
def handler(event: Received[MessageDelivered], command: Command) -> None:
    """Remember the id that SES gave a mail about a case, so that an answer to it, or its bounce, finds the case."""
    sent = event.data
    if sent.channel == "email" and sent.provider_id is not None:
        following.sent(sent.provider_id, sent.subject_id, sent.to, event.aggregate_id, command)
