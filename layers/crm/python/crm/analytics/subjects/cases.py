"""What cases contribute: how many come, how soon they are solved, what is promised and kept, what goes up or astray.

The facts are the case itself, folded from its records by its own rules, so that every length is the clock's own figure;
beside it stands what the case forgets: who had it when a promise was kept or broken, and who had it first.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.definitions import Definition
from crm.analytics.subjects import Known, Subject
from crm.cases import events as ev
from crm.cases import evolution
from crm.cases.case import Case
from crm.cases.sla.milestone import Milestone
from crm.cases.transitions import PAUSED
from crm.core.events import Envelope, Event

MILLISECONDS = 1000
FIRST_CONTACT_WINDOW = timedelta(days=7)
"""How long a solution has to hold for `first_contact_resolution@1`."""


class Holding(BaseModel):
    """Who had a case at a time, in which queue, and how pressing it was."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    assignee_id: str | None
    team_id: str | None
    queue_id: str
    priority: str


class Solution(BaseModel):
    """The solutions of a case: when it was first solved, when last, and whether one contact was enough."""

    model_config = ConfigDict(frozen=True)

    first: Holding
    last: Holding
    handled_seconds: int
    """How long it had been worked on by the last one."""
    at_first_contact: bool
    """Whether the customer neither wrote again before the first one nor was back soon after it."""


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
    worked_seconds: int = 0
    """How long it has been in somebody's hands, neither waiting nor stopped, in its calendar's time."""
    contacts: int = 1
    """How often the customer has written."""
    solution: Solution | None = None


def evolve(facts: CaseFacts | None, envelope: Envelope, known: Known) -> CaseFacts | None:
    """Return the facts after an event."""
    event = evolution.EVENTS[envelope.type].model_validate(envelope.data)
    at = envelope.occurred_at
    if facts is None:
        assert isinstance(event, ev.CaseOpened)  # noqa: S101 - every case begins so
        case = evolution.opened(envelope.aggregate_id, event, at, known.calendar)
        return CaseFacts(case=case, opened=_holding(case, at, known))
    case = evolution.evolve(facts.case, event, at, known.calendar)
    held = _holding(case, at, known)
    members: dict[str, object] = {"case": case, **_worked_on(facts, event, held, known)}
    if facts.first is None and case.assignee_id is not None:
        members["first"] = held
    if isinstance(event, ev.CaseTransferred) and event.cause == "skill" and _is_with_the_first(facts):
        members["misplaced"] = True
    members["decided"] = {
        each.key: facts.decided.get(each.key) or held
        for each in case.clocks.milestones
        if each.state in {"met", "breached"}
    }
    return facts.model_copy(update=members)


def _worked_on(facts: CaseFacts, event: Event, held: Holding, known: Known) -> dict[str, object]:
    """Return what changes of the work on a case and of its solution."""
    worked = facts.worked_seconds + _since(facts.case, held.at, known)
    members: dict[str, object] = {"worked_seconds": worked}
    solution = facts.solution
    if isinstance(event, ev.CustomerReplied):
        members["contacts"] = facts.contacts + 1
    elif isinstance(event, ev.CaseResolved):
        first, once = (held, facts.contacts == 1) if solution is None else (solution.first, solution.at_first_contact)
        members["solution"] = Solution(first=first, last=held, handled_seconds=worked, at_first_contact=once)
    elif isinstance(event, ev.CaseReopened) and solution is not None:
        lasted = held.at - solution.first.at > FIRST_CONTACT_WINDOW
        members["solution"] = solution.model_copy(update={"at_first_contact": solution.at_first_contact and lasted})
    return members


def _since(case: Case, at: datetime, known: Known) -> int:
    """Return how long it was worked on since what happened to it last."""
    if case.assignee_id is None or not case.is_open or case.status in PAUSED:
        return 0
    return known.calendar(case.clocks.terms.calendar).seconds_between(case.updated_at, max(at, case.updated_at))


def _is_with_the_first(facts: CaseFacts) -> bool:
    return facts.first is not None and facts.case.assignee_id == facts.first.assignee_id


def _holding(case: Case, at: datetime, known: Known) -> Holding:
    team = None if case.assignee_id is None else known.team_of(case.assignee_id, at)
    return Holding(at=at, assignee_id=case.assignee_id, team_id=team, queue_id=case.queue_id, priority=case.priority)


def contributions(_case_id: str, facts: CaseFacts) -> Iterator[Contribution]:
    """Yield what a case contributes."""
    # Where nobody has had it yet, it counts for the queue that it waits in.
    first = facts.first or facts.opened.model_copy(update={"queue_id": facts.case.queue_id})
    escalated = facts.case.level > 0
    yield _row(library.ESCALATION_SHARE, "1", facts.case.opened_at, int(escalated), facts.first or facts.opened)
    yield _row(library.CASE_VOLUME, "1", facts.case.opened_at, 1, first, type=_type(facts))
    if facts.first is not None:
        yield _row(library.ASSIGNMENT_ACCURACY, "1", facts.first.at, int(not facts.misplaced), facts.first)
    if facts.solution is not None:
        yield from _solving(facts.solution, _type(facts))
    for milestone in facts.case.clocks.milestones:
        if milestone.key in facts.decided:
            yield from _kept_or_broken(milestone, facts.decided[milestone.key])


def _type(facts: CaseFacts) -> str:
    """Return the kind of problem: the first level of the category."""
    return facts.case.category.partition("/")[0]


def _solving(solution: Solution, type_: str) -> Iterator[Contribution]:
    first, last = solution.first, solution.last
    handled = solution.handled_seconds * MILLISECONDS
    yield _row(library.CASE_HANDLING_TIME, "1", last.at, handled, last, type=type_)
    enough = int(solution.at_first_contact)
    yield _row(library.FIRST_CONTACT_RESOLUTION, "1", first.at, enough, first, type=type_)


def _kept_or_broken(milestone: Milestone, held: Holding) -> Iterator[Contribution]:
    name = milestone.name
    broken = milestone.breached_at is not None
    if milestone.stopped_at is None:
        if milestone.breached_at is not None:
            yield _row(library.SLA_OPEN_BREACHED, milestone.key, milestone.breached_at, 1, held, milestone=name)
        return
    at = milestone.stopped_at
    yield _row(library.SLA_ATTAINMENT, milestone.key, at, int(not broken), held, milestone=name)
    if name == "first_response":
        elapsed = milestone.elapsed_seconds * MILLISECONDS
        yield _row(library.FIRST_RESPONSE_TIME, milestone.key, at, elapsed, held)
    if broken:
        late = max(0, milestone.elapsed_seconds - milestone.target_seconds) * MILLISECONDS
        yield _row(library.SLA_OVERDUE_MINUTES_AVG, milestone.key, at, late, held, milestone=name)


def _row(
    definition: Definition,
    key: str,
    at: datetime,
    amount: int,
    held: Holding,
    **others: str,
) -> Contribution:
    known = {"priority": held.priority, "queue": held.queue_id, **others}
    return Contribution(
        metric=definition.reference,
        key=key,
        at=at,
        amount=amount,
        assignee_id=held.assignee_id,
        team_id=held.team_id,
        dimensions={each: known[each] for each in definition.dimensions},
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
        ev.CaseReclassified,
        ev.CaseRetargeted,
        ev.ServiceRestored,
        ev.CaseResolved,
        ev.CaseReopened,
        ev.MilestoneBreached,
        ev.CaseEscalated,
        ev.EscalationReverted,
    ),
    evolve=evolve,
    contributions=contributions,
)
