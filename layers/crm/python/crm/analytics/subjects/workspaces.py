"""What shared workspaces contribute: whether anything is written in them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.subjects import Known, Subject
from crm.conflicts.events import WorkspaceLogged, WorkspaceOpened
from crm.core.events import Envelope

SOON = timedelta(days=7)
"""How soon after it was opened something is written in a workspace that is used."""


class WorkspaceFacts(BaseModel):
    """What counts of a workspace."""

    model_config = ConfigDict(frozen=True)

    opened_at: datetime
    opener_id: str
    team_id: str | None
    first_entry_at: datetime | None = None


def evolve(facts: WorkspaceFacts | None, envelope: Envelope, _known: Known) -> WorkspaceFacts | None:
    """Return the facts after an event."""
    if facts is None:
        team = WorkspaceOpened.model_validate(envelope.data).team_id
        return WorkspaceFacts(opened_at=envelope.occurred_at, opener_id=envelope.actor.id, team_id=team)
    if envelope.type == WorkspaceLogged.__name__ and facts.first_entry_at is None:
        return facts.model_copy(update={"first_entry_at": envelope.occurred_at})
    return facts


def contributions(_workspace_id: str, facts: WorkspaceFacts) -> Iterator[Contribution]:
    """Yield what a workspace contributes."""
    used = facts.first_entry_at is not None and facts.first_entry_at - facts.opened_at <= SOON
    yield Contribution(
        metric=library.SHARED_LOG_USE.reference,
        key="1",
        at=facts.opened_at,
        amount=int(used),
        assignee_id=facts.opener_id,
        team_id=facts.team_id,
    )


WORKSPACES = Subject(
    kind="workspace",
    domain="conflicts",
    prefix="workspace_",
    facts=WorkspaceFacts,
    begins=(WorkspaceOpened,),
    heard=(WorkspaceOpened, WorkspaceLogged),
    evolve=evolve,
    contributions=contributions,
)
