"""What happens to the followers of an account: their history, their audit trail and the source of the metrics."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from crm.conflicts.models import Assignment, Candidate, Link, Participant
from crm.conflicts.vocabulary import Notice, Priority, Status, SuggestionKind
from crm.core.events import Event


class Told(BaseModel):
    """Somebody who was told, and the team they were told in."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    team_id: str | None = None


class AccountFollowed(Event):
    """Somebody has open work on the account who had none."""

    account_id: str
    user_id: str
    team_id: str | None = None
    followers: int


class AccountUnfollowed(Event):
    """Somebody has no open work on the account any more."""

    account_id: str
    user_id: str
    followers: int


class ConflictSettled(Event):
    """It is decided who does what among these people: they are no conflict any more."""

    account_id: str
    conflict_id: str
    people: tuple[str, ...]


class AccountWhitelisted(Event):
    """Many may follow the account: no conflict is raised, and nobody is told of one."""

    counted: ClassVar[bool] = True

    account_id: str
    reason: str
    until: datetime | None = None


class AccountUnlisted(Event):
    """The account is like any other again: `expired` where nobody asked for it."""

    account_id: str
    expired: bool = False


class ConflictOpened(Event):
    """More people follow the account than may without being told of each other."""

    counted: ClassVar[bool] = True

    account_id: str
    participants: tuple[Participant, ...]
    threshold: int
    policy: str
    suggestions: tuple[SuggestionKind, ...]
    candidate: Candidate


class ConflictJoined(Event):
    """One more follows the account while the conflict is open."""

    account_id: str
    user_id: str
    team_id: str | None = None


class ConflictLeft(Event):
    """Somebody is done while the conflict is open."""

    account_id: str
    user_id: str


class ConflictTold(Event):
    """Those who follow the account were told of each other; `joined` are those who are new in a digest."""

    counted: ClassVar[bool] = True

    account_id: str
    notice: Notice
    told: tuple[Told, ...]
    joined: tuple[str, ...] = ()


class ConflictMeetingPlanned(Event):
    """They are to talk about it."""

    account_id: str
    meeting_at: datetime
    place: str | None = None
    note: str | None = None


class ConflictOutcomeAsked(Event):
    """The meeting is over, and nobody has said who is the primary owner."""

    account_id: str
    meeting_at: datetime
    told: tuple[str, ...]


class ConflictUnresolved(Event):
    """Nobody has resolved it in the time the policy gives: `reviewer_id` is to see to it.

    They answer for the account; where nobody does, they are who is proposed as primary owner.
    """

    counted: ClassVar[bool] = True

    account_id: str
    account_name: str
    reviewer_id: str
    priority: Priority
    expected_by_at: datetime
    opened_at: datetime
    participants: tuple[str, ...]


class ConflictResolved(Event):
    """The account has one primary owner, and everybody knows what they are to it."""

    counted: ClassVar[bool] = True

    account_id: str
    primary_owner_id: str
    assignments: tuple[Assignment, ...]
    note: str | None = None
    opened_at: datetime
    resolved_at: datetime
    meeting_at: datetime | None = None
    workspace_id: str | None = None
    responsibility_version: int


class ConflictClosed(Event):
    """It needs no decision any more: fewer follow the account, or many may."""

    account_id: str
    outcome: Status
    reason: str | None = None
    opened_at: datetime


class ResponsibilityDecided(Event):
    """Who does what for the account, whole: the version of the aggregate is that of the matrix."""

    account_id: str
    primary_owner_id: str
    assignments: tuple[Assignment, ...]
    conflict_id: str
    note: str | None = None


class WorkspaceOpened(Event):
    """Those who follow an account share a workspace."""

    counted: ClassVar[bool] = True

    account_id: str
    members: tuple[str, ...]
    conflict_id: str | None = None
    team_id: str | None = None


class WorkspaceLogged(Event):
    """Somebody wrote something down; who is mentioned is told, and is a member from then on."""

    counted: ClassVar[bool] = True

    account_id: str
    body: str
    mentions: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class WorkspaceMemberAdded(Event):
    """One more shares the workspace."""

    account_id: str
    user_id: str


class WorkspaceMemberRemoved(Event):
    """Somebody shares it no more."""

    account_id: str
    user_id: str


class WorkspaceClosed(Event):
    """Nobody works in it any more; it is kept."""

    account_id: str
    reason: str | None = None
