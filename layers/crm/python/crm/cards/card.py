"""A collaboration card: its state, as one fold over its events."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from crm.cards.transitions import OPEN
from crm.cards.vocabulary import Priority, Source, Status
from crm.core.access import Role
from crm.core.repository import Aggregate
from crm.customers.models import FollowStatus


class Link(BaseModel):
    """Where more is to be found."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: Annotated[str, Field(min_length=1, max_length=200)]
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=1000)]


class AccountSnapshot(BaseModel):
    """What the assignee needs to know of the customer."""

    model_config = ConfigDict(frozen=True)

    account_id: str
    name: str
    level: str
    owner_id: str | None
    follow_status: FollowStatus
    sensitive: bool


class ContextMessage(BaseModel):
    """What was said where the card comes from."""

    model_config = ConfigDict(frozen=True)

    message_id: str
    author_id: str
    text: str
    said_at: datetime


class Context(BaseModel):
    """The conversation that the card comes from; empty for one that was made by hand."""

    model_config = ConfigDict(frozen=True)

    provider: str | None
    thread_id: str | None
    url: str | None
    messages: tuple[ContextMessage, ...]


BY_HAND = Context(provider=None, thread_id=None, url=None, messages=())
"""The context of what comes from no conversation."""


class Approval(BaseModel):
    """The consent that a card about a sensitive account needs before anybody sees it."""

    model_config = ConfigDict(frozen=True)

    approval_id: str
    approver_id: str | None
    """Whose it is to decide; None where whoever has the role may."""
    role: Role
    remind_at: datetime | None
    reminders: int
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None


class Card(Aggregate):
    """A card: what one team asks of another. Instants are UTC."""

    number: str
    card_type: str
    title: str
    status: Status
    priority: Priority
    assignee_id: str
    requester_id: str
    team_id: str | None = None
    """The assignee's team when they were given it: its members may see it."""
    account_id: str | None = None
    account_name: str | None = None
    expected_at: datetime
    source: Source
    watchers: tuple[str, ...] = ()
    created_at: datetime
    finished_at: datetime | None = None
    receipt_at: datetime | None = None
    """When its conversation had been told what became of it."""

    detail: str | None = None
    expected_delivery: str
    meant_for: str | None = None
    """Whom it was meant for, where their deputy has it because they are absent."""
    account: AccountSnapshot | None = None
    context: Context = BY_HAND
    links: tuple[Link, ...] = ()
    instruction_id: str | None = None
    task_id: str
    """The task that stands for it in its assignee's inbox."""
    approval: Approval | None = None
    policy: str
    """The policy that its times were set by, as `default@3`."""
    remind_at: datetime | None = None
    overdue_at: datetime | None = None
    opened_at: datetime | None = None
    """When it came onto the board: at once, or once it was approved."""
    accepted_at: datetime | None = None
    started_at: datetime | None = None
    progress: str | None = None
    result: str | None = None
    reason: str | None = None
    """Why it was declined, cancelled, handed on or not approved, the last time."""
    updated_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it waits for its assignee."""
        return self.status in OPEN

    @property
    def on_the_board(self) -> bool:
        """Whether it may be seen by more than those who asked for it and those who decide about it."""
        return self.opened_at is not None

    @property
    def wake_at(self) -> datetime | None:
        """When there is something to do about it without anybody's asking."""
        if self.status == "pending_approval":
            return None if self.approval is None else self.approval.remind_at
        if not self.is_open:
            return None
        times = [self.remind_at, self.expected_at if self.overdue_at is None else None]
        return min((each for each in times if each is not None), default=None)
