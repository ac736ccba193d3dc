"""What may be asked about followers of an account."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from crm.conflicts.models import Link
from crm.conflicts.vocabulary import OtherRole
from crm.core.instants import Instant
from crm.core.payload import Payload
from crm.core.rules import broken

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{2,64}$")]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Members = Annotated[tuple[Id, ...], Field(max_length=50)]


class ResolveConflict(Payload):
    """Who is the primary owner and what the others are, or when it is talked about.

    A meeting alone leaves the conflict open until its outcome, a primary owner, is told.
    """

    primary_owner: Id | None = None
    roles: Annotated[dict[Id, OtherRole], Field(max_length=100)] = Field(
        default_factory=dict, description="Of those who follow the account; whoever is not named collaborates."
    )
    meeting_at: Instant | None = None
    meeting_place: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    note: Reason | None = None
    workspace: bool = Field(default=False, description="Open a workspace for them as well, if there is none.")

    @model_validator(mode="after")
    def _decides(self) -> Self:
        if self.primary_owner is None and self.meeting_at is None:
            raise broken("conflicts", "decision_missing")
        return self


class WhitelistAccount(Payload):
    """Why many may follow the account, and until when if not for good."""

    reason: Reason
    until: Instant | None = None


class OpenWorkspace(Payload):
    """A workspace for an account: for those who follow it, unless members are named."""

    account_id: Id
    members: Members | None = None


class LogInWorkspace(Payload):
    """What there is to write down. `@` before a colleague's id mentions them; so does `mentions`."""

    body: Text
    mentions: Annotated[tuple[Id, ...], Field(max_length=20)] = ()
    links: Annotated[tuple[Link, ...], Field(max_length=20)] = ()


class AddMember(Payload):
    """Who is to share the workspace."""

    user_id: Id


class CloseWorkspace(Payload):
    """Why nobody works in it any more."""

    reason: Reason | None = None
