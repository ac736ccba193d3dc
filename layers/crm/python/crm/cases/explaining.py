"""Why a case is where it is: each stretch that its clocks counted, and each decision that routed it."""

from datetime import datetime

from pydantic import BaseModel

from crm.cases import promises, routing
from crm.cases.evolution import recount
from crm.cases.reading import find
from crm.cases.repository import cases, decisions
from crm.cases.routing import Decision, Scored, Snapshot
from crm.cases.sla import explain as sla_explain
from crm.cases.sla.explain import MilestoneAccount
from crm.cases.vocabulary import CaseType, Channel, Priority, Status
from crm.core import i18n, paging
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.i18n import Locale


class RoutingView(BaseModel):
    """A routing decision: who was looked at, what each scored, who got the case and why."""

    sequence: int
    decided_at: datetime
    rule_id: str
    queue_id: str
    assignee_id: str | None
    reason: str
    explanation: str
    required_skills: tuple[str, ...]
    dropped_skills: tuple[str, ...]
    settings: tuple[str, ...]
    waited_seconds: int
    candidates: tuple[Scored, ...]
    replays: bool
    """Whether deciding again from the stored snapshot gives the same choice."""


class RoutingHistory(paging.Page[RoutingView]):
    """The routing decisions of a case, newest first."""


class SlaAccount(BaseModel):
    """Why the clocks of a case stand where they stand: what it is, what it was promised, and every stretch."""

    case_id: str
    number: str
    version: int
    as_of: datetime
    status: Status
    case_type: CaseType
    category: str
    priority: Priority
    channel: Channel
    customer_level: str
    queue_id: str
    policy: str
    calendar: str
    zone: str
    pauses: dict[str, tuple[str, ...]]
    matches_stored: bool
    """Whether the recount from the event records gives the stored state: it must."""
    milestones: list[MilestoneAccount]


def explain(reference: str, command: Command) -> SlaAccount:
    """Recount the clocks of a case from its records and show every stretch (R-158)."""
    case = find(reference, command)
    records = _all_records(case.id)
    terms = case.clocks.terms
    return SlaAccount(
        **case.model_dump(include=set(SlaAccount.model_fields) - {"zone"}),  # the zone is the calendar's
        case_id=case.id,
        as_of=command.now,
        policy=terms.policy,
        calendar=terms.calendar,
        zone=promises.calendar(terms.calendar).zone.key,
        pauses={name: tuple(reasons) for name, reasons in terms.pauses.items()},
        matches_stored=recount(records, promises.calendar) == case,
        milestones=sla_explain.explain(records, command.now, promises.calendar),
    )


def _all_records(case_id: str) -> list[CommitRecord]:
    records: list[CommitRecord] = []
    after = None
    while True:
        page, after = cases.records(case_id, after=after)
        records += page
        if after is None:
            return records


def routing_history(reference: str, command: Command, limit: int, cursor: str | None) -> RoutingHistory:
    """Show the routing decisions of a case and replay each from its snapshot (R-015, R-173)."""
    case = find(reference, command)
    listing = f"routing:{case.id}"
    found, last = decisions.of(case.id, limit, paging.unseal(listing, cursor))
    locale = command.caller.locale
    return RoutingHistory(
        items=[_routing_view(*each, locale) for each in found],
        next_cursor=None if last is None else paging.seal(listing, last),
    )


def _routing_view(sequence: int, at: datetime, snapshot: Snapshot, decision: Decision, locale: Locale) -> RoutingView:
    chosen = decision.ranking[0] if decision.ranking else None
    again = routing.decide(snapshot)
    remaining = again.ranking[-len(decision.ranking) :] if decision.ranking else ()
    facts = {
        "rule": decision.rule_id,
        "assignee": next((each.name for each in decision.scored if each.user_id == chosen), None),
        "skills": "、".join(decision.required_skills) if locale == "zh-CN" else ", ".join(decision.required_skills),
        "language": snapshot.case.language,
        "priority": snapshot.case.priority,
        "score": decision.scored[0].score if decision.scored else 0,
        "candidates": len(decision.scored),
    }
    return RoutingView(
        sequence=sequence,
        decided_at=at,
        rule_id=decision.rule_id,
        queue_id=decision.queue_id,
        assignee_id=chosen,
        reason=decision.reason,
        explanation=i18n.text("cases", f"routing.{decision.reason}", locale, facts),
        required_skills=decision.required_skills,
        dropped_skills=decision.dropped_skills,
        settings=snapshot.settings,
        waited_seconds=snapshot.case.waited_seconds,
        candidates=decision.scored,
        replays=remaining == decision.ranking,
    )
