"""What conflicts contribute: who was told of them, and how long it took to resolve them."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.subjects import Known, Subject
from crm.conflicts.events import ConflictOpened, ConflictResolved, ConflictTold
from crm.core.events import Envelope


class Notice(BaseModel):
    """A notice that somebody got."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    user_id: str
    team_id: str | None


class Resolution(BaseModel):
    """When a conflict was resolved, how long after it was opened, and in favour of whom."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    milliseconds: int
    owner_id: str
    team_id: str | None


class ConflictFacts(BaseModel):
    """What counts of a conflict."""

    model_config = ConfigDict(frozen=True)

    notices: tuple[Notice, ...] = ()
    resolution: Resolution | None = None


def evolve(facts: ConflictFacts | None, envelope: Envelope, known: Known) -> ConflictFacts | None:
    """Return the facts after an event."""
    facts = facts or ConflictFacts()
    at = envelope.occurred_at
    if envelope.type == ConflictTold.__name__:
        told = ConflictTold.model_validate(envelope.data).told
        notices = (Notice(at=at, user_id=each.user_id, team_id=each.team_id) for each in told)
        return facts.model_copy(update={"notices": (*facts.notices, *notices)})
    if envelope.type == ConflictResolved.__name__:
        resolved = ConflictResolved.model_validate(envelope.data)
        took = resolved.resolved_at - resolved.opened_at
        resolution = Resolution(
            at=resolved.resolved_at,
            milliseconds=round(took.total_seconds() * 1000),
            owner_id=resolved.primary_owner_id,
            team_id=known.team_of(resolved.primary_owner_id, at),
        )
        return facts.model_copy(update={"resolution": resolution})
    return facts


def contributions(_conflict_id: str, facts: ConflictFacts) -> Iterator[Contribution]:
    """Yield what a conflict contributes."""
    for number, notice in enumerate(facts.notices, start=1):
        yield Contribution(
            metric=library.CONFLICT_NOTICES.reference,
            key=str(number),
            at=notice.at,
            amount=1,
            assignee_id=notice.user_id,
            team_id=notice.team_id,
        )
    if facts.resolution is not None:
        yield Contribution(
            metric=library.CONFLICT_RESOLUTION_TIME.reference,
            key="1",
            at=facts.resolution.at,
            amount=facts.resolution.milliseconds,
            assignee_id=facts.resolution.owner_id,
            team_id=facts.resolution.team_id,
        )


CONFLICTS = Subject(
    kind="conflict",
    domain="conflicts",
    prefix="conflict_",
    facts=ConflictFacts,
    begins=(ConflictOpened,),
    heard=(ConflictOpened, ConflictTold, ConflictResolved),
    evolve=evolve,
    contributions=contributions,
)
