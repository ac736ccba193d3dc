"""How a card comes about and changes, as one fold over its events."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crm.cards import events as ev
from crm.cards import transitions
from crm.cards.card import Approval, Card
from crm.core.events import Event

Members = dict[str, Any]
"""The members of a card that an event changes, with their new values."""


def asked(card_id: str, event: ev.CardSubmitted | ev.CardOpened, at: datetime) -> Card:
    """Return the card that its first event makes."""
    given = {name: getattr(event, name) for name in ev.Asked.model_fields}
    begun: Members = {"status": "open", "opened_at": at}
    if isinstance(event, ev.CardSubmitted):
        begun = {"status": "pending_approval", "approval": event.approval}
    named = None if event.account is None else event.account.name
    return Card(id=card_id, account_name=named, updated_at=at, **given, **begun)


def asked_now(card: Card) -> Members:
    """Return what is asked of whom as it stands, for an event that says so again."""
    return {name: getattr(card, name) for name in ev.Asked.model_fields}


def evolve(card: Card, event: Event, at: datetime) -> Card:
    """Return the card after `event`, which happened `at`."""
    change = CHANGES[type(event)](card, event, at)
    return card.model_copy(update={**change, "updated_at": max(at, card.updated_at)})


def _approved(card: Card, event: ev.CardApproved, at: datetime) -> Members:
    return {"status": transitions.after("approve", card.status), "approval": _decided(card, event.decided_by, at, None)}


def _decided(card: Card, by: str, at: datetime, reason: str | None) -> Approval | None:
    decision = {"decided_by": by, "decided_at": at, "reason": reason, "remind_at": None}
    return None if card.approval is None else card.approval.model_copy(update=decision)


def _opened(_card: Card, event: ev.CardOpened, at: datetime) -> Members:
    return _given(event) | {"opened_at": at}


def _given(event: ev.CardOpened | ev.CardReassigned) -> Members:
    return event.model_dump(include={"assignee_id", "team_id", "meant_for", "expected_at", "remind_at"})


def _rejected(card: Card, event: ev.CardRejected, at: datetime) -> Members:
    status = transitions.after("reject", card.status)
    approval = _decided(card, event.decided_by, at, event.reason)
    return {"status": status, "approval": approval, "reason": event.reason, "finished_at": at}


def _approval_reminded(card: Card, event: ev.ApprovalReminded, _at: datetime) -> Members:
    if card.approval is None:
        return {}
    changed = {"remind_at": event.remind_at, "reminders": card.approval.reminders + 1}
    return {"approval": card.approval.model_copy(update=changed)}


def _accepted(card: Card, _event: ev.CardAccepted, at: datetime) -> Members:
    return {"status": transitions.after("accept", card.status), "accepted_at": at}


def _started(card: Card, _event: ev.CardStarted, at: datetime) -> Members:
    return {"status": transitions.after("start", card.status), **_begun(card, at)}


def _progressed(card: Card, event: ev.CardProgressed, at: datetime) -> Members:
    return {"status": transitions.after("progress", card.status), "progress": event.note, **_begun(card, at)}


def _begun(card: Card, at: datetime) -> Members:
    return {"accepted_at": card.accepted_at or at, "started_at": card.started_at or at}


def _completed(card: Card, event: ev.CardCompleted, at: datetime) -> Members:
    status = transitions.after("complete", card.status)
    taken_on = card.accepted_at or at
    return {"status": status, "result": event.result, "accepted_at": taken_on, "finished_at": at, "remind_at": None}


def _receipted(_card: Card, _event: ev.ReceiptDelivered, at: datetime) -> Members:
    return {"receipt_at": at}


def _declined(card: Card, event: ev.CardDeclined, _at: datetime) -> Members:
    return {"status": transitions.after("decline", card.status), "reason": event.reason, "remind_at": None}


def _reassigned(card: Card, event: ev.CardReassigned, _at: datetime) -> Members:
    return _given(event) | {
        "status": transitions.after("reassign", card.status),
        "reason": event.reason,
        "accepted_at": None,
        "started_at": None,
        "overdue_at": None,
    }


def _cancelled(card: Card, event: ev.CardCancelled, at: datetime) -> Members:
    status = transitions.after("cancel", card.status)
    return {"status": status, "reason": event.reason, "finished_at": at, "remind_at": None}


def _commented(card: Card, event: ev.CardCommented, _at: datetime) -> Members:
    party = {card.assignee_id, card.requester_id}
    added = (each for each in event.mentions if each not in party)
    return {"watchers": tuple(dict.fromkeys((*card.watchers, *added)))}


def _reminded(_card: Card, _event: ev.CardReminded, _at: datetime) -> Members:
    return {"remind_at": None}


def _overdue(_card: Card, _event: ev.CardOverdue, at: datetime) -> Members:
    return {"overdue_at": at, "remind_at": None}


CHANGES: dict[type[Event], Callable[[Card, Any, datetime], Members]] = {
    ev.CardApproved: _approved,
    ev.CardOpened: _opened,
    ev.CardRejected: _rejected,
    ev.ApprovalReminded: _approval_reminded,
    ev.CardAccepted: _accepted,
    ev.CardStarted: _started,
    ev.CardProgressed: _progressed,
    ev.CardCompleted: _completed,
    ev.ReceiptDelivered: _receipted,
    ev.CardDeclined: _declined,
    ev.CardReassigned: _reassigned,
    ev.CardCancelled: _cancelled,
    ev.CardCommented: _commented,
    ev.CardReminded: _reminded,
    ev.CardOverdue: _overdue,
}
