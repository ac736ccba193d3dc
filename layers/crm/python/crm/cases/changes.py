"""What each event of the work on a case changes: pure, and the same when it happens and when it is recounted."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crm.cases import events as ev
from crm.cases import transitions
from crm.cases.case import Calendars, Case, Wait
from crm.cases.sla.milestone import PauseReason
from crm.cases.transitions import PAUSED
from crm.cases.vocabulary import WaitFor
from crm.core.calendar import BusinessCalendar
from crm.core.events import Event

FAILURES_KEPT = 20

Members = dict[str, Any]
"""The members of a case that an event changes, with their new values."""

Change = Callable[[Case, Any, datetime, Calendars], Members]
"""From a case, what happened to it and when, to the members that change."""

_PAUSE_OF: dict[WaitFor, PauseReason] = {"customer": "customer", "third_party": "third_party"}


def calendar_of(case: Case, calendars: Calendars) -> BusinessCalendar:
    """Return the calendar that a case's clocks run in."""
    return calendars(case.clocks.terms.calendar)


def work_goes_on(case: Case, at: datetime, calendars: Calendars) -> Members:
    """Return what changes when a case that stood still is worked on again; nothing for one that did not."""
    if case.status not in PAUSED:
        return {}
    return {"wait": None, "stop_reason": None, "clocks": case.clocks.resumed(at, calendar_of(case, calendars))}


def _routed(case: Case, event: ev.CaseRouted, at: datetime, _: Calendars) -> Members:
    change: Members = {
        "decisions": event.decision,
        "queue_id": event.queue_id,
        "shards": event.shards,
        "look_again_at": event.look_again_at,
    }
    if event.assignee_id is None:
        return change
    status = transitions.after("route", case.status)
    return change | {"assignee_id": event.assignee_id, "status": status, "assigned_at": at, "waits_since": None}


def _accepted(case: Case, event: ev.CaseAccepted, at: datetime, _: Calendars) -> Members:
    return {
        "assignee_id": event.by,
        "assigned_at": case.assigned_at if case.assignee_id == event.by else at,
        "accepted_at": at,
        "status": transitions.after("accept", case.status),
        "look_again_at": None,
        "waits_since": None,
    }


def _replied(case: Case, _event: ev.CaseReplied, at: datetime, calendars: Calendars) -> Members:
    return {
        "status": transitions.after("reply", case.status),
        "first_response_at": case.first_response_at or at,
        "clocks": case.clocks.answered(at, calendar_of(case, calendars)),
    }


def _article_attached(_case: Case, _event: ev.ArticleAttached, _at: datetime, _: Calendars) -> Members:
    return {}


def _citation_proposed(case: Case, event: ev.CitationProposed, _at: datetime, _: Calendars) -> Members:
    transitions.after("reply", case.status)
    return {"citations_pending": (*case.citations_pending, event.pending)}


def _citation_decided(
    case: Case, event: ev.CitationApproved | ev.CitationRejected, _at: datetime, _: Calendars
) -> Members:
    left = tuple(each for each in case.citations_pending if each.citation_id != event.citation_id)
    return {"citations_pending": left}


def _citation_failed(case: Case, event: ev.CitationFailed, _at: datetime, _: Calendars) -> Members:
    return {"citation_failures": (*case.citation_failures, event.attempt)[-FAILURES_KEPT:]}


def _heard(case: Case, _event: ev.CustomerReplied, at: datetime, calendars: Calendars) -> Members:
    status = transitions.after("hear", case.status)
    if case.status != "waiting_customer":
        return {} if case.status == "resolved" else {"status": status}
    return {"status": status, "wait": None, "clocks": case.clocks.resumed(at, calendar_of(case, calendars))}


def _waiting(case: Case, event: ev.CaseWaiting, at: datetime, calendars: Calendars) -> Members:
    resumed = case.clocks.resumed(at, calendar_of(case, calendars))
    return {
        "status": transitions.after(
            "wait_customer" if event.wait_for == "customer" else "wait_third_party", case.status
        ),
        "wait": Wait(wait_for=event.wait_for, asked=event.asked, until_at=event.until_at),
        "stop_reason": None,
        "clocks": resumed.paused(_PAUSE_OF[event.wait_for], at, calendar_of(case, calendars)),
    }


def _wait_expired(case: Case, _event: ev.WaitExpired, _at: datetime, _: Calendars) -> Members:
    return {"wait": None if case.wait is None else case.wait.model_copy(update={"expired": True})}


def _work_stopped(case: Case, event: ev.WorkStopped, at: datetime, calendars: Calendars) -> Members:
    resumed = case.clocks.resumed(at, calendar_of(case, calendars))
    return {
        "status": transitions.after("stop_work", case.status),
        "stop_reason": event.reason,
        "wait": None,
        "clocks": resumed.paused("stop_work", at, calendar_of(case, calendars)),
    }


def _resumed(case: Case, _event: ev.CaseResumed, at: datetime, calendars: Calendars) -> Members:
    return {
        "status": transitions.after("resume", case.status),
        **work_goes_on(case, at, calendars),
    }


def _transferred(case: Case, event: ev.CaseTransferred, at: datetime, calendars: Calendars) -> Members:
    to_person = event.assignee_id is not None
    return {
        **work_goes_on(case, at, calendars),
        "status": transitions.after("assign" if to_person else "queue", case.status),
        "assignee_id": event.assignee_id,
        "last_assignee_id": case.assignee_id or case.last_assignee_id,
        "assigned_at": at if to_person else None,
        "accepted_at": None,
        "queue_id": event.queue_id,
        "shards": event.shards,
        "look_again_at": None if to_person else at,
        "waits_since": None if to_person else case.waits_since or at,
    }


def _edited(_case: Case, event: ev.CaseEdited, _at: datetime, _: Calendars) -> Members:
    return {name: new for name, (_, new) in event.changes.items()}


def _reclassified(case: Case, event: ev.CaseReclassified, _at: datetime, _: Calendars) -> Members:
    transitions.after("reclassify", case.status)
    return {
        "impact": event.impact,
        "urgency": event.urgency,
        "priority": event.priority,
        "category": event.category,
    }


def _watched(case: Case, event: ev.WatcherAdded, _at: datetime, _: Calendars) -> Members:
    member = "collaborators" if event.as_collaborator else "watchers"
    return {member: (*getattr(case, member), event.user_id)}


def _unwatched(case: Case, event: ev.WatcherRemoved, _at: datetime, _: Calendars) -> Members:
    return {
        "watchers": tuple(each for each in case.watchers if each != event.user_id),
        "collaborators": tuple(each for each in case.collaborators if each != event.user_id),
    }


def _noted(case: Case, event: ev.CaseNoted, _at: datetime, _: Calendars) -> Members:
    new = [each for each in event.mentions if each not in {*case.watchers, *case.collaborators, case.assignee_id}]
    return {"watchers": (*case.watchers, *new)}


def _restored(case: Case, _event: ev.ServiceRestored, at: datetime, calendars: Calendars) -> Members:
    transitions.after("restore", case.status)
    return {"clocks": case.clocks.restored(at, calendar_of(case, calendars))}


def _resolved(case: Case, event: ev.CaseResolved, at: datetime, calendars: Calendars) -> Members:
    return {
        "status": transitions.after("resolve", case.status),
        "solution": event.solution,
        "cause_code": event.cause_code,
        "article_id": event.article_id,
        "resolved_at": at,
        "first_response_at": case.first_response_at or at,
        "wait": None,
        "stop_reason": None,
        "look_again_at": None,
        "escalation_due": (),
        "escalate_again_at": None,
        "close_at": event.close_at,
        "clocks": case.clocks.resolved(at, calendar_of(case, calendars)),
    }


def _closed(case: Case, _event: ev.CaseClosed, at: datetime, _: Calendars) -> Members:
    return {"status": transitions.after("close", case.status), "closed_at": at, "close_at": None}


def _reopened(case: Case, _event: ev.CaseReopened, at: datetime, _: Calendars) -> Members:
    return {
        "status": transitions.after("reopen", case.status),
        "assignee_id": None,
        "last_assignee_id": case.assignee_id or case.last_assignee_id,
        "assigned_at": None,
        "accepted_at": None,
        "resolved_at": None,
        "closed_at": None,
        "close_at": None,
        "reopened": case.reopened + 1,
        "waits_since": at,
        "look_again_at": at,
        "clocks": case.clocks.reopened(at),
    }


def _nothing(_case: Case, _event: Event, _at: datetime, _: Calendars) -> Members:
    return {}


WORK: dict[type[Event], Change] = {
    ev.CaseRouted: _routed,
    ev.NobodyEligible: _nothing,
    ev.CaseAccepted: _accepted,
    ev.CaseReplied: _replied,
    ev.ArticleAttached: _article_attached,
    ev.CitationProposed: _citation_proposed,
    ev.CitationApproved: _citation_decided,
    ev.CitationRejected: _citation_decided,
    ev.CitationFailed: _citation_failed,
    ev.CustomerReplied: _heard,
    ev.CaseNoted: _noted,
    ev.CaseWaiting: _waiting,
    ev.WaitExpired: _wait_expired,
    ev.WorkStopped: _work_stopped,
    ev.CaseResumed: _resumed,
    ev.CaseTransferred: _transferred,
    ev.CaseEdited: _edited,
    ev.CaseReclassified: _reclassified,
    ev.WatcherAdded: _watched,
    ev.WatcherRemoved: _unwatched,
    ev.ServiceRestored: _restored,
    ev.CaseResolved: _resolved,
    ev.CaseClosed: _closed,
    ev.CaseReopened: _reopened,
    ev.AttachmentAdded: _nothing,
    ev.CustomerSurveyed: _nothing,
}
"""The events of the work on a case."""
