"""What is heard in IM. Whoever makes cards of it, and moves them, listens to these."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import JsonValue

from crm.core.events import Event
from crm.im.inbound import Vendor
from crm.im.instruction import Refusal
from crm.im.instructions.model import Obstacle, Urgency

ThreadAction = Literal["accept", "start", "complete", "decline"]
"""What somebody may say of a card in its thread."""


class ConnectionCreated(Event):
    """The suite was connected to a provider."""

    provider: Vendor
    name: str


class ConnectionEdited(Event):
    """A connection was changed, switched off or on; nothing of what is secret is told."""

    changes: dict[str, tuple[JsonValue, JsonValue]]


class ConnectionCredentialsRotated(Event):
    """A connection got new credentials; those before still prove webhooks until then."""

    previous_until: datetime


class IdentityLinked(Event):
    """Somebody in IM is this colleague."""

    connection_id: str
    im_user_id: str
    user_id: str


class IdentityUnlinked(Event):
    """Somebody in IM is no colleague of ours any more."""

    connection_id: str
    im_user_id: str
    user_id: str


class MessageArrived(Event):
    """A message came in that a provider vouches for; what it says is still to be understood."""

    counted: ClassVar[bool] = True

    connection_id: str
    provider: Vendor


class InstructionRefused(Event):
    """A message asked for something that whoever wrote it may not have."""

    counted: ClassVar[bool] = True

    provider: Vendor
    thread_id: str
    im_user_id: str
    user_id: str | None = None
    account_id: str | None = None
    reason: Refusal


class InstructionNotUnderstood(Event):
    """A message was addressed to the bot, and it could not make anything of it."""

    counted: ClassVar[bool] = True

    provider: Vendor
    thread_id: str
    user_id: str
    problems: tuple[Obstacle, ...]


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
