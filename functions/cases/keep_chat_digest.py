"""Keep with a case what was said about it in IM."""

from crm.cards.events import CardCompleted, CardOpened
from crm.cases import chats, grants
from crm.cases.chats import Chat
from crm.cases.events import ChatLine
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event


@on_event(CardOpened, CardCompleted, uses=[grants.CHANGE])
def handler(event: Received[CardOpened | CardCompleted], command: Command) -> None:
    """Add to the case that a conversation names what was said there, and in the end what came of it."""
    told = event.data
    if isinstance(told, CardCompleted):
        line = ChatLine(author_id=event.actor.id, text=told.result, said_at=told.completed_at)
        chats.ended(event.aggregate_id, line, command)
        return
    if told.context.thread_id is None:
        return
    lines = tuple(ChatLine(**each.model_dump(exclude={"message_id"})) for each in told.context.messages)
    named_in = (told.title, told.detail or "", *(each.text for each in told.context.messages))
    chat = Chat(
        event.aggregate_id,
        told.number,
        told.context.provider,
        told.context.thread_id,
        told.context.url,
        lines,
        named_in,
    )
    chats.begun(chat, command)
