"""The followers of an account, a conflict among them, what was decided, and the workspace they share."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from crm.conflicts.vocabulary import Because, Role, Status, SuggestionKind
from crm.core.repository import Aggregate


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Whitelisting(_Part):
    """Many may follow the account: who said so, why, and until when."""

    reason: str
    by: str
    at: datetime
    until: datetime | None = None


class Following(Aggregate):
    """Who follows an account. It is written when somebody begins or ends, not for each task of theirs."""

    account_id: str
    followers: dict[str, datetime] = Field(default_factory=dict)
    """Each with since when."""
    conflict_id: str | None = None
    """The open conflict: one at most, as this is one item."""
    last_conflict_id: str | None = None
    """The newest conflict, open or not: when its people were told last."""
    settled: tuple[str, ...] = ()
    """Among whom the last decision settled who does what."""
    whitelisting: Whitelisting | None = None

    def whitelisted_at(self, now: datetime) -> bool:
        """Say whether many may follow the account."""
        until = None if self.whitelisting is None else self.whitelisting.until
        return self.whitelisting is not None and (until is None or now < until)

    @property
    def wake_at(self) -> datetime | None:
        """When the whitelisting ends."""
        return None if self.whitelisting is None else self.whitelisting.until


class Participant(_Part):
    """Somebody who follows the account while the conflict is open."""

    user_id: str
    team_id: str | None = None
    since: datetime
    left_at: datetime | None = None


class Candidate(_Part):
    """Who is proposed as primary owner, and why."""

    user_id: str
    because: Because


class Meeting(_Part):
    """When and where those who follow the account talk about it."""

    at: datetime
    place: str | None = None
    by: str


class Conflict(Aggregate):
    """More people follow an account than should without knowing of each other."""

    account_id: str
    status: Status = "open"
    opened_at: datetime
    closed_at: datetime | None = None
    threshold: int
    policy: str
    """The policy that opened it, as `default@3`."""
    participants: tuple[Participant, ...]
    suggestions: tuple[SuggestionKind, ...] = ()
    candidate: Candidate
    told_at: datetime | None = None
    untold: tuple[str, ...] = ()
    """Who joined since the last notice."""
    digest_at: datetime | None = None
    meeting: Meeting | None = None
    outcome_due_at: datetime | None = None
    """When somebody is asked what came of the meeting."""
    review_at: datetime | None = None
    primary_owner_id: str | None = None
    decided_by: str | None = None
    reason: str | None = None
    """Why it was decided or closed as it was."""
    workspace_id: str | None = None
    responsibility_version: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.status == "open"

    @property
    def present(self) -> tuple[Participant, ...]:
        """Those who follow the account now."""
        return tuple(each for each in self.participants if each.left_at is None)

    @property
    def wake_at(self) -> datetime | None:
        """When there is something to do about it without anybody's asking."""
        times = (self.digest_at, self.outcome_due_at, self.review_at)
        return min((each for each in times if each is not None), default=None) if self.is_open else None


class Assignment(_Part):
    """What somebody is to an account."""

    user_id: str
    team_id: str | None = None
    role: Role


class Responsibility(Aggregate):
    """Who does what for an account: its version counts the decisions, and each stands in the record of its own."""

    account_id: str
    primary_owner_id: str
    assignments: tuple[Assignment, ...]
    conflict_id: str
    note: str | None = None
    decided_by: str
    decided_at: datetime


class Link(BaseModel):
    """Where more is to be found."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: Annotated[str, Field(min_length=1, max_length=200)]
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=1000)]


class Workspace(Aggregate):
    """Where those who follow an account share what they know: one that is open an account."""

    account_id: str
    members: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    conflict_id: str | None = None
    opened_by: str
    opened_at: datetime
    last_logged_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether people still work in it."""
        return self.closed_at is None
