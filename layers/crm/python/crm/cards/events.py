"""What happens to a card. The events of a card are its history, its audit trail and the source of its state."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel

from crm.cards.card import BY_HAND, AccountSnapshot, Approval, Context, Link
from crm.cards.vocabulary import Priority, Source, Status, Via
from crm.core.events import Event


class Asked(BaseModel):
    """What is asked of whom: all that others need to know of a card whose other events they may not have heard."""

    number: str
    card_type: str
    title: str
    detail: str | None = None
    expected_delivery: str
    expected_at: datetime
    remind_at: datetime | None = None
    priority: Priority
    assignee_id: str
    team_id: str | None = None
    meant_for: str | None = None
    requester_id: str
    account_id: str | None = None
    account: AccountSnapshot | None = None
    context: Context = BY_HAND
    links: tuple[Link, ...] = ()
    source: Source
    instruction_id: str | None = None
    task_id: str
    policy: str
    created_at: datetime


class CardSubmitted(Event, Asked):
    """A card about a sensitive account was asked for: it is nobody's to see before it is approved."""

    approval: Approval


class CardOpened(Event, Asked):
    """A card is on the board and its assignee knows of it: at once, or once it was approved."""

    counted: ClassVar[bool] = True


class CardApproved(Event):
    """Somebody let a card about a sensitive account onto the board."""

    decided_by: str


class CardRejected(Event):
    """Somebody did not let a card about a sensitive account onto the board."""

    decided_by: str
    reason: str


class ApprovalReminded(Event):
    """A card still waits for approval; `told` are those who were reminded of it."""

    told: tuple[str, ...]
    remind_at: datetime | None = None


class CardAccepted(Event):
    """The assignee took it on."""

    via: Via = "crm"


class CardStarted(Event):
    """The assignee began."""

    via: Via = "crm"


class CardProgressed(Event):
    """The assignee told how far they are."""

    note: str
    via: Via = "crm"


class CardCompleted(Event):
    """It is done. `receipt` says whether its conversation is told so; the rest is what is counted of it."""

    counted: ClassVar[bool] = True

    result: str
    via: Via = "crm"
    receipt: bool = False
    card_type: str
    assignee_id: str
    team_id: str | None = None
    account_id: str | None = None
    source: Source
    created_at: datetime
    expected_at: datetime
    completed_at: datetime


class ReceiptDelivered(Event):
    """Its conversation was told what became of it: the receipt is there, and says `status`."""

    status: Status
    message_id: str


class CardDeclined(Event):
    """The assignee gave it back, and said why; it waits for who asked for it."""

    reason: str
    requester_id: str
    via: Via = "crm"


class CardReassigned(Event, Asked):
    """Somebody else is to do it."""

    reason: str
    via: Via = "crm"


class CardCancelled(Event):
    """It need not be done any more."""

    reason: str
    via: Via = "crm"


class CardCommented(Event):
    """Somebody said something about it; who is mentioned follows it from then on."""

    body: str
    mentions: tuple[str, ...] = ()


class CardReminded(Event):
    """It was time to remind of it; `told` are those who were."""

    told: tuple[str, ...]


class CardOverdue(Event):
    """It should have been done by now; `told` are those who were told so."""

    counted: ClassVar[bool] = True

    expected_at: datetime
    told: tuple[str, ...]


class CardRefused(Event):
    """An instruction asked for a card that may not be: nothing was made, and who asked was told why."""

    counted: ClassVar[bool] = True

    instruction_id: str
    requester_id: str
    assignee_id: str
    account_id: str | None = None
    title: str
    reason: str


class CardActionRefused(Event):
    """Somebody tried in a conversation what is not theirs to do, or not possible; they were told why."""

    card_id: str | None
    thread_id: str
    actor_id: str
    action: str
    reason: str
