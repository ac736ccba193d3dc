"""Finding a person for a case: take the snapshot, decide, and claim case and slot in one transaction."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel

from crm.cases import people, repository, routing, tagging
from crm.cases.case import Case
from crm.cases.desk import AtCapacityError, Work, begin
from crm.cases.events import CaseRouted, NobodyEligible
from crm.cases.repository import decisions, lists, slots
from crm.cases.repository.slots import Load
from crm.cases.routing import Candidate, CaseFacts, Decision, Snapshot
from crm.cases.settings.intake import TagRules
from crm.cases.settings.queues import MANUAL_DISPATCH, Queue, Queues
from crm.cases.settings.routing import Routing
from crm.core import metrics, settings
from crm.core.access import AGENT
from crm.core.command import Command
from crm.core.settings import Versioned
from crm.directory import availability
from crm.directory import repository as directory
from crm.directory.models import User

WAITING_LIMIT = 25
"""How many waiting cases are looked at when a colleague becomes available."""


def route(case_id: str, command: Command) -> None:
    """Find a person for a case that has none; a case that has one, or is closed, is left alone.

    The case and the agent's slot are claimed together: where the slot was taken meanwhile, the next candidate
    is tried, and with none left the case waits for manual dispatch, its clocks running (R-021).
    """
    case = repository.get_itself(case_id)
    if case.status != "new" or case.assignee_id is not None:
        return
    snapshot = take_snapshot(case, command.now)
    decision = routing.decide(snapshot)
    for user_id in decision.ranking:
        try:
            _give(begin(case, command), user_id, snapshot, decision)
        except AtCapacityError:
            metrics.count("SlotTaken")
            continue
        return
    _let_wait(begin(case, command), snapshot, decision)


def route_waiting(user_id: str, command: Command) -> None:
    """Look again at the cases that wait in the queues of a colleague who became available."""
    user = directory.users.find(user_id)
    if user is None or AGENT not in user.roles:
        return
    queues = settings.current(Queues).value
    wanted = dict.fromkeys([queue.id for queue in queues.of_team(user.team_id)] + [MANUAL_DISPATCH])
    for queue_id in wanted:
        for case_id in lists.waiting_in(queue_id, WAITING_LIMIT):
            route(case_id, command)


class AgentLoad(BaseModel):
    """How many open cases a colleague has, and how long they take for one on average, in business time."""

    user_id: str
    active: int
    capacity: int
    handling_seconds: int | None


def load_of(user_id: str) -> AgentLoad:
    """Return a colleague's load; raise `NotFoundError` for somebody unknown. Two requests."""
    user = directory.users.get(user_id)
    return AgentLoad(user_id=user.id, capacity=user.capacity, **slots.of([user.id])[user.id]._asdict())


def take_snapshot(case: Case, now: datetime, queue_id: str | None = None) -> Snapshot:
    """Return all that routing depends on, as it is now."""
    rules = settings.current(Routing)
    tag_rules = settings.current(TagRules)
    queues = settings.current(Queues)
    facts = _facts(case, tag_rules, now)
    rule = routing.rule_for(rules.value.rules, facts) or rules.value.rules[-1]
    queue = _queue(queues.value, queue_id or rule.queue, facts.waited_seconds)
    members = _members(queue)
    loads = slots.of(user.id for user in members)
    return Snapshot(
        case=facts,
        rule=rule.model_copy(update={"queue": queue.id}),
        weights=rules.value.weights,
        settings=tuple(f"{each.value.kind}:{each.reference}" for each in (rules, tag_rules, queues)),
        queue_skills=queue.skills,
        candidates=tuple(_candidate(user, loads[user.id], now) for user in members),
    )


def _facts(case: Case, tag_rules: Versioned[TagRules], now: datetime) -> CaseFacts:
    shared = {name: getattr(case, name) for name in CaseFacts.model_fields if name in Case.model_fields}
    waited = int((now - (case.waits_since or now)).total_seconds())
    skills = tagging.skills_of(case.tags, tag_rules.value.rules)
    return CaseFacts(case_id=case.id, tag_skills=skills, waited_seconds=waited, **shared)


def _queue(queues: Queues, queue_id: str, waited_seconds: int) -> Queue:
    queue = queues.find(queue_id) or queues.queues[0]
    while queue.overflow_to is not None and waited_seconds >= queue.overflow_after_seconds:
        following = queues.find(queue.overflow_to)
        if following is None or following.id == queue.id:
            break
        waited_seconds -= queue.overflow_after_seconds
        queue = following
    return queue


def _members(queue: Queue) -> list[User]:
    if not queue.team_ids:
        found = directory.everybody()
    else:
        found = [user for team_id in queue.team_ids for user in directory.roster(team_id)]
    return [user for user in {user.id: user for user in found}.values() if AGENT in user.roles]


def _candidate(user: User, load: Load, now: datetime) -> Candidate:
    on_shift = availability.on_shift(user, now)
    return Candidate(
        user_id=user.id,
        name=user.name,
        skills=user.valid_skills(now.date()),
        languages=user.languages,
        regions=user.regions,
        online=user.presence == "online",
        absent=user.absent_at(now),
        on_shift=on_shift,
        next_shift_at=None if on_shift else availability.next_shift_start(user, now),
        capacity=user.capacity,
        **load._asdict(),
    )


def _give(work: Work, user_id: str, snapshot: Snapshot, decision: Decision) -> None:
    case, now = work.case, work.command.now
    sequence = case.decisions + 1
    queue = people.queue_of(decision.queue_id)
    work.happened(
        CaseRouted(
            decision=sequence,
            rule_id=decision.rule_id,
            queue_id=decision.queue_id,
            assignee_id=user_id,
            reason=decision.reason,
            candidates=len(decision.scored),
            shards=1 if queue is None else queue.shards,
        )
    )
    work.also(
        lambda transaction: decisions.keep(transaction, case.id, sequence, snapshot, _chosen(decision, user_id), now)
    )
    capacity = next(each.capacity for each in snapshot.candidates if each.user_id == user_id)
    work.commit(capacity)


def _chosen(decision: Decision, user_id: str) -> Decision:
    """Leave out those whose slot was taken while we decided: the first of the ranking is who got the case."""
    ranking = decision.ranking[decision.ranking.index(user_id) :]
    return decision.model_copy(update={"ranking": ranking})


def _let_wait(work: Work, snapshot: Snapshot, decision: Decision) -> None:
    case, now = work.case, work.command.now
    sequence = case.decisions + 1
    empty = decision.model_copy(update={"ranking": ()})
    reason = "nobody_available" if decision.ranking else decision.reason
    already_waiting = case.queue_id == MANUAL_DISPATCH and case.decisions > 0
    dispatch = people.queue_of(MANUAL_DISPATCH)
    work.happened(
        CaseRouted(
            decision=sequence,
            rule_id=decision.rule_id,
            queue_id=MANUAL_DISPATCH,
            assignee_id=None,
            reason=reason,
            candidates=len(decision.scored),
            shards=1 if dispatch is None else dispatch.shards,
            look_again_at=_look_again_at(snapshot, now),
        )
    )
    if not already_waiting:
        told = people.resolve(("queue_owner",), work.case, now)
        work.happened(NobodyEligible(queue_id=snapshot.rule.queue, reason=reason, told=told))
    work.also(lambda transaction: decisions.keep(transaction, case.id, sequence, snapshot, empty, now))
    work.commit()


def _look_again_at(snapshot: Snapshot, now: datetime) -> datetime:
    """Return the nearest of: the wait limit, the next shift of somebody with the skills, the next dropped skill."""
    limits: list[Any] = [now + timedelta(seconds=settings.current(Routing).value.wait_limit_seconds)]
    limits.append(routing.next_opportunity(snapshot, now))
    drop = routing.next_drop(snapshot)
    if drop is not None:
        limits.append(now + timedelta(seconds=drop - snapshot.case.waited_seconds))
    found: datetime = min(each for each in limits if each is not None)
    return found
