"""What is heard in IM. Whoever makes cards of it, and moves them, listens to these."""

from datetime import datetime
from typing import ClassVar, Literal

from crm.core.events import Event
from crm.im.inbound import Vendor
from crm.im.instructions.model import Urgency

ThreadAction = Literal["accept", "start", "complete", "decline"]
"""What somebody may say of a card in its thread."""


class CardRequested(Event):
    """A colleague asked another for something, about a customer, and was understood.

    Whoever asked may work with that customer. `message_url` opens the conversation, where the provider has such links.
    """

    counted: ClassVar[bool] = True

    instruction_id: str
    provider: Vendor
    thread_id: str
    message_id: str
    message_url: str | None = None
    requested_by: str
    assignee_id: str
    account_id: str | None = None
    title: str
    text: str
    priority: Urgency
    due_at: datetime | None = None


class ThreadActionTaken(Event):
    """Somebody said in a thread how far they are, or pressed a button there.

    `card_id` is told by buttons only; words are about what the thread is about.
    """

    thread_id: str
    message_id: str
    actor_id: str
    card_id: str | None = None
    action: ThreadAction
    text: str
