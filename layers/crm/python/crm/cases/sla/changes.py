"""What each event of its service levels changes of a case: thresholds, breaches, escalations, other terms."""

from datetime import datetime, timedelta

from crm.cases import events as ev
from crm.cases import transitions
from crm.cases.case import Calendars, Case, Escalation
from crm.cases.changes import Change, Members, calendar_of, work_goes_on
from crm.cases.sla.clocks import Clocks
from crm.cases.sla.milestone import BREACH, PauseReason
from crm.cases.vocabulary import Status
from crm.core.events import Event

ESCALATION_PATIENCE = timedelta(minutes=10)
"""How long after a call for escalation it is repeated, if nothing came of it."""

_PAUSED_FOR: dict[Status, PauseReason] = {
    "waiting_customer": "customer",
    "waiting_third_party": "third_party",
    "stopped": "stop_work",
}


def _retargeted(case: Case, event: ev.CaseRetargeted, at: datetime, calendars: Calendars) -> Members:
    old, new = calendar_of(case, calendars), calendars(event.terms.calendar)
    return {"clocks": case.clocks.retargeted(event.terms, at, old, new)}


def _threshold(case: Case, event: ev.ThresholdReached, _at: datetime, _: Calendars) -> Members:
    return {"clocks": case.clocks.fired(f"{event.milestone}.{event.instance}", event.percent, event.at)}


def _breached(case: Case, event: ev.MilestoneBreached, _at: datetime, _: Calendars) -> Members:
    return {"clocks": case.clocks.fired(f"{event.milestone}.{event.instance}", BREACH, event.at)}


def _escalation_due(case: Case, event: ev.EscalationDue, at: datetime, _: Calendars) -> Members:
    due = tuple(dict.fromkeys((*case.escalation_due, f"{event.milestone}.{event.instance}")))
    return {"escalation_due": due, "escalate_again_at": at + ESCALATION_PATIENCE}


def _escalated(case: Case, event: ev.CaseEscalated, at: datetime, calendars: Calendars) -> Members:
    open_responses = tuple(each.key for each in case.clocks.milestones if each.name == "first_response" and each.open)
    step = Escalation(
        escalation_id=event.escalation_id,
        level=event.level,
        cause=event.cause,
        reason=event.reason,
        at=at,
        handler_id=event.handler_id,
        to=event.to,
        milestone=event.milestone,
        expected_by_at=event.expected_by_at,
        status_before=case.status,
        queue_before=case.queue_id,
        responses_before=open_responses,
        wait_before=case.wait,
        stop_before=case.stop_reason,
    )
    goes_on = work_goes_on(case, at, calendars)
    clocks: Clocks = goes_on.get("clocks", case.clocks)
    return {
        **goes_on,
        "status": transitions.after("escalate", case.status),
        "assignee_id": event.to,
        "last_assignee_id": case.assignee_id or case.last_assignee_id,
        "assigned_at": at,
        "accepted_at": None,
        "waits_since": None,
        "look_again_at": None,
        "escalations": (*case.escalations, step),
        **_no_longer_due(case, event.milestone),
        "clocks": clocks.handed_up(at, calendar_of(case, calendars)),
    }


def _declined(case: Case, event: ev.EscalationDeclined, _at: datetime, _: Calendars) -> Members:
    return _no_longer_due(case, f"{event.milestone}.{event.instance}")


def _no_longer_due(case: Case, key: str | None) -> Members:
    left = tuple(each for each in case.escalation_due if each != key)
    return {"escalation_due": left, "escalate_again_at": case.escalate_again_at if left else None}


def _reverted(case: Case, event: ev.EscalationReverted, at: datetime, calendars: Calendars) -> Members:
    step = case.escalation(event.escalation_id)
    assert step is not None  # noqa: S101 - the command has checked it
    undone = step.model_copy(update={"reverted_at": at, "revert_reason": event.reason})
    calendar = calendar_of(case, calendars)
    clocks = case.clocks.handed_back(step.responses_before, at, calendar)
    reason = _PAUSED_FOR.get(event.status)
    return {
        "status": event.status,
        "wait": step.wait_before,
        "stop_reason": step.stop_before,
        "assignee_id": event.assignee_id,
        "queue_id": event.queue_id,
        "shards": event.shards,
        "assigned_at": at if event.assignee_id else None,
        "escalations": tuple(undone if each is step else each for each in case.escalations),
        "clocks": clocks if reason is None else clocks.paused(reason, at, calendar),
    }


SERVICE_LEVELS: dict[type[Event], Change] = {
    ev.CaseRetargeted: _retargeted,
    ev.ThresholdReached: _threshold,
    ev.MilestoneBreached: _breached,
    ev.EscalationDue: _escalation_due,
    ev.CaseEscalated: _escalated,
    ev.EscalationDeclined: _declined,
    ev.EscalationReverted: _reverted,
}
"""The events of a case's service levels."""
