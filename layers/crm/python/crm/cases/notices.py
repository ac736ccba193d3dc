"""Who is told what: messages as a pure function of what happened.

Whether, when and how they leave is the gate's to decide. A colleague is not told of what they do themselves.
"""

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import JsonValue

from crm.cases import events as ev
from crm.cases.case import Case
from crm.core.events import Event
from crm.core.messages import Audience, MessageRequested

EXCERPT = 200
"""How much of a text a notice quotes."""

Facts = dict[str, JsonValue]


def notices(event: Event, before: Case | None, after: Case, actor_id: str | None) -> list[MessageRequested]:
    """Return the messages that an event calls for."""
    tell = _TOLD.get(type(event))
    called_for = [] if tell is None else tell(event, before, after)
    others = [each for each in called_for if each.audience != "user" or each.to != actor_id]
    if actor_id is None:
        return others
    return [each.model_copy(update={"facts": {**each.facts, "by": actor_id}}) for each in others]


def _message(
    to: str,
    template: str,
    case: Case,
    facts: Facts | None = None,
    *,
    audience: Audience = "user",
    urgent: bool = False,
) -> MessageRequested:
    common: Facts = {"case_id": case.id, "number": case.number, "title": case.title}
    return MessageRequested(
        to=to,
        audience=audience,
        template=template,
        subject_id=case.id,
        facts=common | (facts or {}),
        urgent=urgent,
    )


def _customer(template: str, case: Case, facts: Facts | None = None, *, urgent: bool = False) -> MessageRequested:
    return _message(case.contact_id, template, case, facts, audience="contact", urgent=urgent)


def _all(
    to: Iterable[str | None], template: str, case: Case, facts: Facts | None = None, *, urgent: bool = False
) -> list[MessageRequested]:
    named = dict.fromkeys(each for each in to if each is not None)
    return [_message(each, template, case, facts, urgent=urgent) for each in named]


def _followers(case: Case) -> tuple[str | None, ...]:
    return (case.assignee_id, *case.collaborators, *case.watchers)


def _watched(case: Case, what: str) -> list[MessageRequested]:
    followers = (*case.collaborators, *case.watchers)
    return _all((each for each in followers if each != case.assignee_id), "case_watched", case, {"what": what})


def _due(case: Case) -> str | None:
    return None if case.due_at is None else case.due_at.isoformat()


def _opened(event: ev.CaseOpened, _before: Case | None, case: Case) -> list[MessageRequested]:
    return [] if event.auto_generated else [_customer("case_received", case)]


def _routed(event: ev.CaseRouted, _before: Case | None, case: Case) -> list[MessageRequested]:
    if event.assignee_id is None:
        return []
    facts: Facts = {"priority": case.priority, "due_at": _due(case), "reason": event.reason}
    return [_message(event.assignee_id, "case_assigned", case, facts, urgent=case.priority == "P1")]


def _nobody(event: ev.NobodyEligible, _before: Case | None, case: Case) -> list[MessageRequested]:
    return _all(event.told, "manual_dispatch", case, {"queue": event.queue_id, "reason": event.reason}, urgent=True)


def _transferred(event: ev.CaseTransferred, before: Case | None, case: Case) -> list[MessageRequested]:
    facts: Facts = {"priority": case.priority, "due_at": _due(case), "reason": event.reason}
    told = [] if event.assignee_id is None else [_message(event.assignee_id, "case_assigned", case, facts)]
    if before is not None and before.assignee_id not in {None, event.assignee_id}:
        told += _all((before.assignee_id,), "case_unassigned", case, {"queue": event.queue_id})
    return told


def _replied(event: ev.CaseReplied, _before: Case | None, case: Case) -> list[MessageRequested]:
    to_customer = _customer("case_reply", case, {"body": event.body}, urgent=True)
    return [to_customer, *_watched(case, "replied")]


def _heard(event: ev.CustomerReplied, _before: Case | None, case: Case) -> list[MessageRequested]:
    return _all(_followers(case), "customer_replied", case, {"excerpt": event.body[:EXCERPT]})


def _noted(event: ev.CaseNoted, _before: Case | None, case: Case) -> list[MessageRequested]:
    return _all(event.mentions, "case_mention", case, {"excerpt": event.body[:EXCERPT]})


def _waiting(event: ev.CaseWaiting, _before: Case | None, case: Case) -> list[MessageRequested]:
    if event.wait_for != "customer":
        return []
    until = None if event.until_at is None else event.until_at.isoformat()
    return [_customer("case_waiting", case, {"asked": event.asked, "until": until})]


def _wait_expired(event: ev.WaitExpired, _before: Case | None, case: Case) -> list[MessageRequested]:
    return _all((case.assignee_id,), "wait_expired", case, {"asked": event.asked, "wait_for": event.wait_for})


def _resolved(event: ev.CaseResolved, _before: Case | None, case: Case) -> list[MessageRequested]:
    return [_customer("case_resolved", case, {"solution": event.solution}), *_watched(case, "resolved")]


def _reopened(event: ev.CaseReopened, before: Case | None, case: Case) -> list[MessageRequested]:
    handler = None if before is None else before.assignee_id
    return _all((handler, *case.watchers), "case_reopened", case, {"reason": event.reason})


def _threshold(event: ev.ThresholdReached, _before: Case | None, case: Case) -> list[MessageRequested]:
    due = None if event.due_at is None else event.due_at.isoformat()
    facts: Facts = {"milestone": event.milestone, "percent": event.percent, "due_at": due}
    return _all(event.told, "sla_warning", case, facts, urgent=case.priority == "P1")


def _breached(event: ev.MilestoneBreached, _before: Case | None, case: Case) -> list[MessageRequested]:
    facts: Facts = {"milestone": event.milestone, "due_at": event.at.isoformat()}
    return _all(event.told, "sla_breached", case, facts, urgent=case.priority == "P1")


def _escalated(event: ev.CaseEscalated, _before: Case | None, case: Case) -> list[MessageRequested]:
    facts: Facts = {
        "level": event.level,
        "cause": event.cause,
        "reason": event.reason,
        "milestone": event.milestone,
        "from": event.handler_id,
        "due_at": _due(case),
    }
    return _all((event.to, *event.told), "case_escalated", case, facts, urgent=True)


def _reverted(event: ev.EscalationReverted, before: Case | None, case: Case) -> list[MessageRequested]:
    was = None if before is None else before.assignee_id
    return _all((event.assignee_id, was), "escalation_reverted", case, {"reason": event.reason})


def _proposed(event: ev.CitationProposed, _before: Case | None, case: Case) -> list[MessageRequested]:
    waiting = event.pending
    facts: Facts = {
        "article": waiting.citation.title,
        "citation_id": waiting.citation_id,
        "by": waiting.by,
        "excerpt": waiting.body[:EXCERPT],
    }
    return _all((event.manager_id,), "citation_waiting", case, facts)


def _rejected(event: ev.CitationRejected, _before: Case | None, case: Case) -> list[MessageRequested]:
    return _all((event.by,), "citation_rejected", case, {"article": event.title, "reason": event.reason})


_TOLD: dict[type[Event], Callable[[Any, Case | None, Case], list[MessageRequested]]] = {
    ev.CaseOpened: _opened,
    ev.CaseRouted: _routed,
    ev.NobodyEligible: _nobody,
    ev.CaseTransferred: _transferred,
    ev.CaseReplied: _replied,
    ev.CitationProposed: _proposed,
    ev.CitationRejected: _rejected,
    ev.CustomerReplied: _heard,
    ev.CaseNoted: _noted,
    ev.CaseWaiting: _waiting,
    ev.WaitExpired: _wait_expired,
    ev.CaseResolved: _resolved,
    ev.CaseReopened: _reopened,
    ev.ThresholdReached: _threshold,
    ev.MilestoneBreached: _breached,
    ev.CaseEscalated: _escalated,
    ev.EscalationReverted: _reverted,
}
