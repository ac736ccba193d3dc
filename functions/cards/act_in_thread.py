"""Do to a card what somebody says of it in its conversation."""

from crm.cards import conversation, grants
from crm.cards.conversation import Said
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.im.events import ThreadActionTaken


@on_event(ThreadActionTaken, uses=[grants.CHANGE, grants.FIND_IN_THREAD])
def handler(event: Received[ThreadActionTaken], command: Command) -> None:
    """Accept, start, complete or decline a card for who says so; who may not is told why."""
    conversation.act(Said(**event.data.model_dump(include=set(Said._fields))), command)
