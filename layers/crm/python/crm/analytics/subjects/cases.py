"""What cases contribute: how soon they are answered, whether promises are kept, and whether they go up or astray.

The facts are the case itself, folded from its records by its own rules, so that every length is the clock's own figure;
beside it stands what the case forgets: who had it when a promise was kept or broken, and who had it first.
"""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.definitions import Definition
from crm.analytics.subjects import Known, Subject
from crm.analytics.vocabulary import Dimension
from crm.cases import events as ev
from crm.cases import evolution
from crm.cases.case import Case
from crm.cases.sla.milestone import Milestone
from crm.core.events import Envelope

MILLISECONDS = 1000


class Holding(BaseModel):
    """Who had a case at a time, in which queue, and how pressing it was."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    assignee_id: str | None
    team_id: str | None
    queue_id: str
    priority: str


class CaseFacts(BaseModel):
    """What counts of a case. `decided` has, by milestone, who had it when it was decided."""

    model_config = ConfigDict(frozen=True)

    case: Case
    opened: Holding
    first: Holding | None = None
    """Who was the first to have it."""
    misplaced: bool = False
    """Whether the first had to hand it on because they were the wrong person for it."""
    decided: dict[str, Holding] = {}


def evolve(facts: CaseFacts | None, envelope: Envelope, known: Known) -> CaseFacts | None:
    """Return the facts after an event."""
    event = evolution.EVENTS[envelope.type].model_validate(envelope.data)
    at = envelope.occurred_at
    if facts is None:
        assert isinstance(event, ev.CaseOpened)  # noqa: S101 - every case begins so
        case = evolution.opened(envelope.aggregate_id, event, at, known.calendar)
        return CaseFacts(case=case, opened=_holding(case, at, known))
    case = evolution.evolve(facts.case, event, at, known.calendar)
    members: dict[str, object] = {"case": case}
    if facts.first is None and case.assignee_id is not None:
        members["first"] = _holding(case, at, known)
    if isinstance(event, ev.CaseTransferred) and event.cause == "skill" and _is_with_the_first(facts):
        members["misplaced"] = True
    members["decided"] = {
        each.key: facts.decided.get(each.key) or _holding(case, at, known)
        for each in case.clocks.milestones
        if each.state in {"met", "breached"}
    }
    return facts.model_copy(update=members)


def _is_with_the_first(facts: CaseFacts) -> bool:
    return facts.first is not None and facts.case.assignee_id == facts.first.assignee_id


def _holding(case: Case, at: datetime, known: Known) -> Holding:
    team = None if case.assignee_id is None else known.team_of(case.assignee_id, at)
    return Holding(at=at, assignee_id=case.assignee_id, team_id=team, queue_id=case.queue_id, priority=case.priority)


def contributions(_case_id: str, facts: CaseFacts) -> Iterator[Contribution]:
    """Yield what a case contributes."""
    first = facts.first or facts.opened
    escalated = facts.case.level > 0
    yield _row(library.DUPLICATE_CASE_RATE, "1", facts.case.opened_at, int(facts.case.merge is not None), facts.opened)
    yield _row(library.ESCALATION_SHARE, "1", facts.case.opened_at, int(escalated), first)
    if facts.first is not None:
        yield _row(library.ASSIGNMENT_ACCURACY, "1", facts.first.at, int(not facts.misplaced), facts.first)
    for milestone in facts.case.clocks.milestones:
        if milestone.key in facts.decided:
            yield from _kept_or_broken(milestone, facts.decided[milestone.key])


def _kept_or_broken(milestone: Milestone, held: Holding) -> Iterator[Contribution]:
    broken = milestone.breached_at is not None
    if milestone.stopped_at is None:
        if milestone.breached_at is not None:
            yield _row(library.SLA_OPEN_BREACHED, milestone.key, milestone.breached_at, 1, held, milestone)
        return
    at = milestone.stopped_at
    yield _row(library.SLA_ATTAINMENT, milestone.key, at, int(not broken), held, milestone)
    if milestone.name == "first_response":
        elapsed = milestone.elapsed_seconds * MILLISECONDS
        yield _row(library.FIRST_RESPONSE_TIME, milestone.key, at, elapsed, held)
    if broken:
        late = max(0, milestone.elapsed_seconds - milestone.target_seconds) * MILLISECONDS
        yield _row(library.SLA_OVERDUE_MINUTES_AVG, milestone.key, at, late, held, milestone)


def _row(
    definition: Definition, key: str, at: datetime, amount: int, held: Holding, milestone: Milestone | None = None
) -> Contribution:
    dimensions: dict[Dimension, str] = {"priority": held.priority, "queue": held.queue_id}
    if milestone is not None:
        dimensions["milestone"] = milestone.name
    return Contribution(
        metric=definition.reference,
        key=key,
        at=at,
        amount=amount,
        assignee_id=held.assignee_id,
        team_id=held.team_id,
        dimensions=dimensions,
    )


CASES = Subject(
    kind="case",
    domain="cases",
    prefix="case_",
    facts=CaseFacts,
    begins=(ev.CaseOpened,),
    heard=(
        ev.CaseOpened,
        ev.CaseRouted,
        ev.CaseAccepted,
        ev.CaseReplied,
        ev.CaseTransferred,
        ev.CaseRetargeted,
        ev.ServiceRestored,
        ev.CaseResolved,
        ev.CaseReopened,
        ev.CaseMerged,
        ev.CaseUnmerged,
        ev.MilestoneBreached,
        ev.CaseEscalated,
        ev.EscalationReverted,
    ),
    evolve=evolve,
    contributions=contributions,
)
