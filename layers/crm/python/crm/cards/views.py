"""How cards are shown. Views have no defaults: every member is always there."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field, JsonValue

from crm.cards.card import AccountSnapshot, Approval, Card, Context, Link
from crm.cards.transitions import OPEN, Action, possible
from crm.cards.vocabulary import Priority, Source, Status
from crm.core.events import Actor
from crm.core.paging import Page


class CardSummary(BaseModel):
    """A card as an index holds it."""

    card_id: str
    number: str
    card_type: str
    title: str
    status: Status
    priority: Priority
    assignee_id: str
    requester_id: str
    team_id: str | None
    account_id: str | None
    account_name: str | None
    expected_at: datetime
    source: Source
    watchers: tuple[str, ...]
    created_at: datetime
    finished_at: datetime | None
    opened_at: datetime | None

    @classmethod
    def of_item(cls, item: Any) -> "CardSummary":
        """Read the row of an index."""
        members = {name: getattr(item, name) for name in cls.model_fields if name not in {"card_id", "watchers"}}
        return cls(card_id=item.pk, watchers=tuple(item.watchers or ()), **members)

    @property
    def on_the_board(self) -> bool:
        """Whether it may be seen by more than those who asked for it and those who decide about it."""
        return self.opened_at is not None


class CardRow(BaseModel):
    """A card in a column or a list."""

    card_id: str
    number: str
    card_type: str
    title: str
    status: Status
    priority: Priority
    overdue: bool
    assignee_id: str
    requester_id: str
    team_id: str | None
    account_id: str | None
    account_name: str | None
    expected_at: datetime
    source: Source
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, card: CardSummary, now: datetime) -> "CardRow":
        """Show a row as of now."""
        return cls(**card.model_dump(include=set(cls.model_fields)), overdue=_overdue(card, now))


class CardPage(Page[CardRow]):
    """Cards: column after column, in each by when they are expected; of what is over the latest first."""


class BoardColumn(Page[CardRow]):
    """A column of a board, and where it goes on."""

    status: Status
    label: str


class BoardView(BaseModel):
    """A board, with the beginnings of its columns."""

    as_of: datetime
    columns: list[BoardColumn]


class CardView(BaseModel):
    """A card, whole."""

    card_id: str
    version: int
    number: str
    card_type: str
    title: str
    detail: str | None
    status: Status
    possible: list[Action] = Field(description="What its status allows; who may do it is another matter.")
    priority: Priority
    overdue: bool
    assignee_id: str
    requester_id: str
    meant_for: str | None = Field(description="Whom it was meant for, where their deputy has it.")
    team_id: str | None
    account_id: str | None
    account: AccountSnapshot | None = Field(description="What the assignee needs to know of the customer.")
    context: Context = Field(description="The conversation it comes from, with what was said there.")
    expected_delivery: str
    expected_at: datetime
    remind_at: datetime | None
    source: Source
    instruction_id: str | None
    links: tuple[Link, ...]
    task_id: str = Field(description="The task that stands for it in its assignee's inbox.")
    approval: Approval | None = Field(description="The consent that it needs because its account is sensitive.")
    watchers: tuple[str, ...]
    policy: str
    created_at: datetime
    opened_at: datetime | None
    accepted_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    receipt_at: datetime | None = Field(description="When its conversation had been told what became of it.")
    updated_at: datetime
    progress: str | None
    result: str | None
    reason: str | None

    @classmethod
    def of(cls, card: Card, now: datetime) -> "CardView":
        """Show a card as of now."""
        shown: dict[str, Any] = {name: getattr(card, name) for name in cls.model_fields if hasattr(card, name)}
        return cls(**shown, card_id=card.id, possible=possible(card.status), overdue=_overdue(card, now))


def _overdue(card: Card | CardSummary, now: datetime) -> bool:
    return card.status in OPEN and card.expected_at <= now


class CardEntry(BaseModel):
    """Something that happened to a card: who did what, when, and what was said."""

    id: str
    type: str
    version: int
    actor: Actor
    at: datetime
    data: dict[str, JsonValue]


class CardHistory(Page[CardEntry]):
    """What happened to a card, newest first."""


class ApprovalRow(BaseModel):
    """A card that waits for approval."""

    approval_id: str
    card: CardRow


class ApprovalPage(Page[ApprovalRow]):
    """Cards that wait for your approval, the longest first."""
