"""Reading cases: the case, its timeline, its service levels and why they stand so, its routing."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from crm.cases import promises, repository, routing, visibility
from crm.cases.case import Case
from crm.cases.portal_views import PortalCaseDetail, PortalCaseView, PortalEntry, PortalTimeline
from crm.cases.repository import cases, decisions
from crm.cases.routing import Decision, Scored, Snapshot
from crm.cases.sla import explain as sla_explain
from crm.cases.sla.explain import MilestoneAccount
from crm.cases.sla.views import SlaView
from crm.cases.views import CaseTimeline, CaseView, Delivery, TimelineEntry
from crm.core import i18n, paging
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.events import Envelope
from crm.core.i18n import Locale
from crm.messaging import ledger

_PUBLIC: dict[str, tuple[Any, str | None]] = {
    "CaseOpened": ("opened", "description"),
    "CaseAccepted": ("assigned", None),
    "CaseReplied": ("replied", "body"),
    "CustomerReplied": ("wrote", "body"),
    "CaseWaiting": ("asked", "asked"),
    "CaseResolved": ("resolved", "solution"),
    "CaseClosed": ("closed", None),
    "CaseReopened": ("reopened", None),
    "AttachmentAdded": ("file", "file_name"),
}
"""The events a customer may know of, what they are called there, and which member holds the text."""


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
    """Why the clocks of a case stand where they stand."""

    case_id: str
    number: str
    version: int
    as_of: datetime
    policy: str
    calendar: str
    zone: str
    pauses: dict[str, tuple[str, ...]]
    matches_stored: bool
    """Whether the recount from the event records gives the stored state: it must."""
    milestones: list[MilestoneAccount]


def find(reference: str, command: Command) -> Case:
    """Return a case that the caller may see; raise `NotFoundError` otherwise."""
    case = repository.get(reference)
    visibility.require_visible(case, command.caller, reference)
    return case


def show(reference: str, command: Command) -> CaseView:
    """Show a case."""
    return CaseView.of(find(reference, command), command.now, promises.calendar)


def sla(reference: str, command: Command) -> SlaView:
    """Show the service levels of a case, as of now."""
    return SlaView.of(find(reference, command), command.now, promises.calendar)


def explain(reference: str, command: Command) -> SlaAccount:
    """Recount the clocks of a case from its records and show every stretch (R-158)."""
    case = find(reference, command)
    records = _all_records(case.id)
    from crm.cases.evolution import recount  # noqa: PLC0415 - only explaining recounts

    terms = case.clocks.terms
    return SlaAccount(
        case_id=case.id,
        number=case.number,
        version=case.version,
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


def timeline(reference: str, command: Command, limit: int, cursor: str | None) -> CaseTimeline:
    """Show what happened to a case, newest first, each entry with the messages it sent and how they left."""
    case = find(reference, command)
    listing = f"timeline:{case.id}"
    records, last = cases.records(case.id, limit, paging.unseal(listing, cursor), forward=False)
    deliveries = _deliveries(records)
    entries = [
        _entry(envelope, deliveries if position == 0 else {}, record)
        for record in records
        for position, envelope in reversed(list(enumerate(record.envelopes())))
    ]
    return CaseTimeline(items=entries, next_cursor=None if last is None else paging.seal(listing, last))


def _deliveries(records: list[CommitRecord]) -> dict[str, list[Delivery]]:
    ids = [request.id for record in records for request in record.requests()]
    if not ids:
        return {}
    return {
        message_id: [
            Delivery(message_id=message_id, to=each.to, channel=each.channel, state=each.state) for each in found
        ]
        for message_id, found in ledger.deliveries_of(ids).items()
    }


def _entry(envelope: Envelope, deliveries: dict[str, list[Delivery]], record: CommitRecord) -> TimelineEntry:
    sent = [each for request in record.requests() for each in deliveries.get(request.id, [])]
    return TimelineEntry(
        id=envelope.id,
        type=envelope.type,
        version=envelope.aggregate_version,
        actor=envelope.actor,
        at=envelope.occurred_at,
        correlation_id=envelope.correlation_id,
        data=envelope.data,
        deliveries=sent,
    )


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


def show_in_portal(case_id: str, command: Command) -> PortalCaseDetail:
    """Show a customer their case with the newest public entries, at once after any change."""
    case = find(case_id, command)
    records, _ = cases.records(case.id, paging.DEFAULT_LIMIT, forward=False)
    return PortalCaseDetail(case=PortalCaseView.of(case, promises.calendar), entries=_public_entries(records))


def portal_timeline(case_id: str, command: Command, limit: int, cursor: str | None) -> PortalTimeline:
    """Show a customer what happened to their case, newest first."""
    case = find(case_id, command)
    listing = f"portal-timeline:{case.id}"
    records, last = cases.records(case.id, limit, paging.unseal(listing, cursor), forward=False)
    return PortalTimeline(
        items=_public_entries(records), next_cursor=None if last is None else paging.seal(listing, last)
    )


def _public_entries(records: list[CommitRecord]) -> list[PortalEntry]:
    entries = []
    for record in records:
        for name, _, data in reversed(record.events):
            assigned = name == "CaseRouted" and data.get("assignee_id") is not None
            kind, member = ("assigned", None) if assigned else _PUBLIC.get(name, (None, None))
            if kind is None or data.get("visibility") == "internal" or data.get("wait_for") == "third_party":
                continue
            ids: Any = data.get("attachment_ids", ())
            text = None if member is None else str(data[member])
            entries.append(PortalEntry(at=record.occurred_at, kind=kind, text=text, attachment_ids=tuple(ids)))
    return entries
