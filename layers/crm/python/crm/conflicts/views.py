"""How followers, conflicts, decisions and workspaces are shown. Views have no defaults."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field, JsonValue

from crm.conflicts.models import Assignment, Candidate, Conflict, Following, Link, Meeting, Participant, Workspace
from crm.conflicts.vocabulary import Badge, Because, Status, SuggestionKind
from crm.core import i18n
from crm.core.events import Actor, Envelope
from crm.core.i18n import Locale
from crm.core.paging import Page


class WorkView(BaseModel):
    """An open piece of work on the account."""

    kind: str = Field(description="What its id begins with: `task`.")
    id: str
    since: datetime


class FollowerView(BaseModel):
    """Somebody who follows the account: since when, and for what."""

    user_id: str
    since: datetime
    open_work: int
    work: list[WorkView] = Field(description="The oldest, as far as they are among the oldest 200 of the account.")


class FollowersView(BaseModel):
    """Who follows an account, who does longest first."""

    account_id: str
    version: int
    threshold: int = Field(description="More different people than this are a conflict.")
    whitelisted: bool
    conflict_id: str | None = Field(description="The open conflict.")
    followers: list[FollowerView]


class SuggestionView(BaseModel):
    """What could be done about a conflict, and with whom."""

    kind: SuggestionKind
    text: str
    user_id: str | None = Field(description="Who is proposed as primary owner.")
    because: Because | None


class ConflictView(BaseModel):
    """A conflict: who takes part, why it was raised, what is suggested, and what was decided."""

    conflict_id: str
    version: int
    account_id: str
    status: Status
    opened_at: datetime
    closed_at: datetime | None
    threshold: int
    policy: str
    why: str = Field(description="Why it was raised, in the reader's language.")
    participants: tuple[Participant, ...]
    suggestions: list[SuggestionView]
    told_at: datetime | None = Field(description="When everybody was told last.")
    digest_at: datetime | None = Field(description="When they will be told of who joined since.")
    meeting: Meeting | None
    primary_owner_id: str | None
    decided_by: str | None
    reason: str | None = Field(description="Why it was decided or closed as it was.")
    workspace_id: str | None
    responsibility_version: int | None

    @classmethod
    def of(cls, conflict: Conflict, locale: Locale) -> "ConflictView":
        """Show a conflict to a reader of a language."""
        shown: dict[str, Any] = {name: getattr(conflict, name) for name in cls.model_fields if hasattr(conflict, name)}
        facts = {"count": len(conflict.participants), "threshold": conflict.threshold}
        suggestions = [_suggestion(each, conflict.candidate, locale) for each in conflict.suggestions]
        return cls(
            **shown | {"suggestions": suggestions},
            conflict_id=conflict.id,
            why=i18n.text("conflicts", "conflict.why", locale, facts),
        )


def _suggestion(kind: SuggestionKind, candidate: Candidate, locale: Locale) -> SuggestionView:
    named = kind == "primary_owner"
    return SuggestionView(
        kind=kind,
        text=i18n.text("conflicts", f"suggestions.{kind}", locale, {"user_id": candidate.user_id}),
        user_id=candidate.user_id if named else None,
        because=candidate.because if named else None,
    )


class ConflictPage(Page[ConflictView]):
    """Conflicts."""


class FollowerEntry(BaseModel):
    """Something that happened: who did what, when, and why."""

    id: str
    type: str
    version: int
    actor: Actor
    at: datetime
    data: dict[str, JsonValue]

    @classmethod
    def of(cls, event: Envelope) -> "FollowerEntry":
        """Show what happened."""
        return cls(
            id=event.id,
            type=event.type,
            version=event.aggregate_version,
            actor=event.actor,
            at=event.occurred_at,
            data=event.data,
        )


class FollowerHistory(Page[FollowerEntry]):
    """What happened, newest first."""


class ResponsibilityView(BaseModel):
    """Who does what for an account. Version 0 says that nothing has been decided yet."""

    account_id: str
    version: int
    primary_owner_id: str | None
    assignments: tuple[Assignment, ...]
    conflict_id: str | None
    note: str | None
    decided_by: str | None
    decided_at: datetime | None

    @classmethod
    def undecided(cls, account_id: str) -> "ResponsibilityView":
        """Show an account about which nothing has been decided."""
        nothing: Mapping[str, Any] = dict.fromkeys(cls.model_fields)
        return cls(**{**nothing, "account_id": account_id, "version": 0, "assignments": ()})

    @classmethod
    def decided(cls, event: Envelope) -> "ResponsibilityView":
        """Show a decision as it was taken."""
        decision: dict[str, Any] = {"note": None, **event.data}
        return cls(**decision, version=event.aggregate_version, decided_by=event.actor.id, decided_at=event.occurred_at)


class ResponsibilityHistory(Page[ResponsibilityView]):
    """What was decided about an account, newest first."""


class WhitelistView(BaseModel):
    """Whether many may follow an account without being told of each other: who said so, why, and until when."""

    account_id: str
    version: int
    whitelisted: bool
    reason: str | None
    by: str | None
    at: datetime | None
    until: datetime | None

    @classmethod
    def of(cls, following: Following, now: datetime) -> "WhitelistView":
        """Show it as of now."""
        holds = following.whitelisting if following.whitelisted_at(now) else None
        told: dict[str, Any] = dict.fromkeys(("reason", "by", "at", "until")) if holds is None else holds.model_dump()
        return cls(**told, account_id=following.account_id, version=following.version, whitelisted=holds is not None)


class WorkspaceView(BaseModel):
    """A workspace that those who follow an account share."""

    workspace_id: str
    version: int
    account_id: str
    badge: Badge | None = Field(description="`whitelisted` where many may follow the account.")
    badge_text: str | None = Field(description="The badge in the reader's language.")
    members: tuple[str, ...]
    links: tuple[Link, ...]
    conflict_id: str | None
    opened_by: str
    opened_at: datetime
    last_logged_at: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, workspace: Workspace, *, whitelisted: bool, locale: Locale) -> "WorkspaceView":
        """Show a workspace to a reader of a language."""
        return cls(**shown_of(workspace, whitelisted=whitelisted, locale=locale))


def shown_of(workspace: Workspace, *, whitelisted: bool, locale: Locale) -> dict[str, Any]:
    """Return the members of the view of a workspace."""
    shown: dict[str, Any] = {
        name: getattr(workspace, name) for name in WorkspaceView.model_fields if hasattr(workspace, name)
    }
    return shown | {
        "workspace_id": workspace.id,
        "badge": "whitelisted" if whitelisted else None,
        "badge_text": i18n.text("conflicts", "badge.whitelisted", locale) if whitelisted else None,
    }


class WorkspacePage(Page[WorkspaceView]):
    """Workspaces."""
