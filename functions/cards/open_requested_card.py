"""Make the card that somebody asks for in a conversation."""

from crm.cards import conversation, grants
from crm.cards.conversation import Instruction
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.im.events import CardRequested


@on_event(CardRequested, uses=[grants.HEAR, grants.TAKE_IN])
def handler(event: Received[CardRequested], command: Command) -> None:
    """Make one card of an instruction, or refuse it where who asked has no right to the account."""
    conversation.take_in(Instruction(**event.data.model_dump(), said_at=event.occurred_at), command)
