"""How weekly lists and health are shown. Views have no defaults: every member is always there."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field, JsonValue

from crm.cadence.cadence_list import CadenceList, Feedback, Item
from crm.cadence.health import HealthParts
from crm.cadence.publication import said
from crm.cadence.rhythm import WeekRun
from crm.cadence.scoring import Scores
from crm.cadence.settings.scoring import CadenceScoring
from crm.cadence.standing import HealthChange, Standing
from crm.cadence.vocabulary import ChosenBy, ItemStatus, ListStatus
from crm.core import settings
from crm.core.events import Actor
from crm.core.i18n import Locale
from crm.core.paging import Page


class CadenceItemView(BaseModel):
    """An account on a weekly list: why it is there, what is suggested, and what came of it."""

    item_id: str
    list_id: str
    version: int = Field(description="That of its list: what `If-Match` means.")
    account_id: str
    account_name: str
    chosen_by: ChosenBy
    rule: str = Field(description="The scoring that chose it, as `default@3`.")
    scores: Scores
    action: str
    title: str
    suggested_action: str
    goal: str
    talking_points: tuple[str, ...]
    status: ItemStatus
    due_on: date
    due_at: datetime
    remind_at: tuple[datetime, ...] = Field(description="When the owner is still to be reminded.")
    reminded_at: tuple[datetime, ...]
    task_id: str | None = Field(description="The task that it is done by: its own, or one that there was.")
    created_by: str
    done_at: datetime | None
    done_by: str | None
    feedback: Feedback | None
    health_before: int
    health_after: int | None
    next_contact_on: date | None

    @classmethod
    def of(cls, item: Item, weekly: CadenceList, locale: Locale) -> "CadenceItemView":
        """Show an item in a reader's language."""
        action = settings.at_reference(CadenceScoring, weekly.scoring).value.action(item.action)
        shown: dict[str, Any] = {name: getattr(item, name) for name in cls.model_fields if hasattr(item, name)}
        shown["title"] = shown["suggested_action"] = said(action.title, item, locale)
        return cls(
            **shown,
            list_id=weekly.id,
            version=weekly.version,
            rule=weekly.scoring,
            goal=said(action.goal, item, locale),
            talking_points=tuple(said(each, item, locale) for each in action.talking_points),
            created_by=weekly.created_by,
        )


class CadenceSummary(BaseModel):
    """What came of a list so far."""

    total: int = Field(description="What is to be done this week; what rests is not.")
    done: int
    resting: int
    health_change: int = Field(description="How much the health of the accounts that were spoken to moved, together.")


class CadenceListRow(BaseModel):
    """A list among others."""

    list_id: str
    owner_id: str
    team_id: str
    week: str
    status: ListStatus
    total: int
    done: int
    key_accounts: int
    created_at: datetime


class CadenceListPage(Page[CadenceListRow]):
    """Weekly lists."""


class CadenceListView(BaseModel):
    """A weekly list, whole."""

    list_id: str
    version: int
    owner_id: str
    team_id: str
    week: str
    status: ListStatus
    created_by: str
    created_at: datetime
    policy: str
    scoring: str
    key_accounts: int = Field(description="How many key accounts the owner has: those beyond the list's size too.")
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    summary: CadenceSummary
    items: list[CadenceItemView]

    @classmethod
    def of(cls, weekly: CadenceList, locale: Locale) -> "CadenceListView":
        """Show a list in a reader's language."""
        shown: dict[str, Any] = {name: getattr(weekly, name) for name in cls.model_fields if hasattr(weekly, name)}
        shown["items"] = [CadenceItemView.of(each, weekly, locale) for each in weekly.items]
        moved = (each.health_after - each.health_before for each in weekly.items if each.health_after is not None)
        summary = CadenceSummary(
            total=weekly.total, done=weekly.done, resting=len(weekly.items) - weekly.total, health_change=sum(moved)
        )
        return cls(**shown, list_id=weekly.id, summary=summary)


class CadenceEntry(BaseModel):
    """Something that happened to a list: who did what, when."""

    id: str
    type: str
    version: int
    actor: Actor
    at: datetime
    data: dict[str, JsonValue]


class CadenceHistory(Page[CadenceEntry]):
    """What happened to a list, newest first."""


class AccountHealthView(BaseModel):
    """An account's health as of now, what it is made of, and how it came about."""

    account_id: str
    score: int
    parts: HealthParts
    rules: str = Field(description="The rules it follows from, as `default@3`.")
    heard_at: datetime | None = Field(description="When something happened around the account last.")
    heard_of: str | None
    renews_on: date | None
    next_contact_on: date | None
    as_of: datetime
    history: list[HealthChange] = Field(description="The last 50 changes and their causes, newest first.")

    @classmethod
    def of(cls, standing: Standing, parts: HealthParts, rules: str, now: datetime) -> "AccountHealthView":
        """Show an account's health as of now."""
        return cls(
            **standing.model_dump(include={"account_id", "heard_at", "heard_of", "renews_on", "next_contact_on"}),
            score=parts.score,
            parts=parts,
            rules=rules,
            as_of=now,
            history=list(standing.history[::-1]),
        )


class CadenceCoverageView(BaseModel):
    """How many of a team's key accounts are on somebody's list of a week."""

    team_id: str
    week: str
    key_accounts: int
    listed: int
    coverage: float = Field(description="Listed ÷ key accounts; 1 where there are none.")
    lists: int
    finished: bool = Field(description="Whether all lists of the week were tried.")
    left_out: tuple[str, ...] = Field(description="Owners whose lists could not be made.")

    @classmethod
    def of(cls, run: WeekRun) -> "CadenceCoverageView":
        """Show the numbers of a week's lists."""
        return cls(
            team_id=run.team_id,
            week=run.week,
            key_accounts=run.key_accounts,
            listed=run.listed,
            coverage=run.listed / run.key_accounts if run.key_accounts else 1.0,
            lists=run.lists,
            finished=run.wanted is None,
            left_out=run.left_out,
        )
