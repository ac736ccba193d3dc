"""Who is told what: messages as a function of what happened to a card.

Whether, when and how they leave is the gate's to decide. A colleague is not told of what they do themselves. What comes
from a conversation is answered there: who asked for it reads it there, and is told nowhere else.
"""

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import JsonValue

from crm.cards import events as ev
from crm.cards import people
from crm.cards.card import Card
from crm.cards.settings.policy import CardPolicy
from crm.core import settings
from crm.core.events import Event
from crm.core.messages import Channel, MessageRequested

EXCERPT = 200
"""How much of a text a notice quotes."""

_SUBMITTED = "card_submitted"
_TO_WHOMEVER = frozenset({_SUBMITTED})
"""What answers to somebody's words in a conversation: they are told themselves."""

DONE = "card_done"
"""The receipt: what says in a conversation that a card of it is done."""

Facts = dict[str, JsonValue]


def notices(event: Event, before: Card | None, after: Card, actor_id: str | None) -> list[MessageRequested]:
    """Return the messages that an event calls for."""
    tell = _TOLD.get(type(event))
    called_for = [] if tell is None else tell(event, before, after)
    others = [each for each in called_for if each.template in _TO_WHOMEVER or each.to != actor_id]
    if actor_id is None:
        return others
    return [each.model_copy(update={"facts": {**each.facts, "by": actor_id}}) for each in others]


def _facts(card: Card, facts: Facts | None) -> Facts:
    common: Facts = {
        "card_id": card.id,
        "number": card.number,
        "title": card.title,
        "account": card.account_name,
        "assignee": card.assignee_id,
        "expected_at": card.expected_at.isoformat(),
        "url": settings.current(CardPolicy).value.url_of(card.id),
    }
    return common | (facts or {})


def _each(to: Iterable[str | None], template: str, card: Card, facts: Facts | None = None) -> list[MessageRequested]:
    named = dict.fromkeys(each for each in to if each is not None)
    return [
        MessageRequested(
            to=each,
            template=template,
            subject_id=card.id,
            facts=_facts(card, facts),
            urgent=card.priority == "urgent",
        )
        for each in named
    ]


def _thread(
    template: str, card: Card, facts: Facts | None = None, *, receipt: Channel | None = None
) -> list[MessageRequested]:
    if card.context.thread_id is None:
        return []
    return [
        MessageRequested(
            to=card.context.thread_id,
            audience="thread",
            template=template,
            subject_id=card.id,
            facts=_facts(card, facts),
            channels=("im",),
            urgent=True,
            receipt=receipt,
        )
    ]


def _requester(template: str, card: Card, facts: Facts | None = None) -> list[MessageRequested]:
    """Tell who asked: in the conversation where they did, else in person."""
    return _thread(template, card, facts) or _each((card.requester_id,), template, card, facts)


def _given(card: Card) -> list[MessageRequested]:
    facts: Facts = {"expected_delivery": card.expected_delivery[:EXCERPT], "meant_for": card.meant_for}
    return _each((card.assignee_id,), "card_assigned", card, facts)


def _submitted(event: ev.CardSubmitted, _before: Card | None, card: Card) -> list[MessageRequested]:
    told = approvers_of(card) if event.approval.approver_id is None else (event.approval.approver_id,)
    # Not in the conversation: whom it is meant for reads there too, and may not know of it yet.
    asked_for = () if card.context.thread_id is None else _each((card.requester_id,), _SUBMITTED, card)
    return [*_each(told, "card_approval", card, {"requester": card.requester_id}), *asked_for]


def approvers_of(card: Card) -> tuple[str, ...]:
    """Return who is told that a card waits for the approval of whoever has a role."""
    owner_id = None if card.account is None else card.account.owner_id
    role = settings.current(CardPolicy).value.approver_role if card.approval is None else card.approval.role
    return people.approvers(owner_id, card.team_id, role, but=card.requester_id)


def _opened(_event: ev.CardOpened, _before: Card | None, card: Card) -> list[MessageRequested]:
    return [*_thread("card_created", card), *_given(card)]


def _rejected(event: ev.CardRejected, _before: Card | None, card: Card) -> list[MessageRequested]:
    return _each((card.requester_id,), "card_not_approved", card, {"reason": event.reason})


def _approval_reminded(event: ev.ApprovalReminded, _before: Card | None, card: Card) -> list[MessageRequested]:
    return _each(event.told, "card_approval", card, {"requester": card.requester_id})


def _moved(_event: Event, _before: Card | None, card: Card) -> list[MessageRequested]:
    return _thread("card_progress", card, {"status": card.status, "note": None})


def _progressed(event: ev.CardProgressed, _before: Card | None, card: Card) -> list[MessageRequested]:
    return _requester("card_progress", card, {"status": card.status, "note": event.note[:EXCERPT]})


def _completed(event: ev.CardCompleted, _before: Card | None, card: Card) -> list[MessageRequested]:
    facts: Facts = {"status": card.status, "result": event.result[:EXCERPT]}
    told = _thread(DONE, card, facts, receipt="im") or _each((card.requester_id,), DONE, card, facts)
    return [*told, *_each(card.watchers, DONE, card, facts)]


def _declined(event: ev.CardDeclined, _before: Card | None, card: Card) -> list[MessageRequested]:
    return _requester("card_declined", card, {"reason": event.reason})


def _reassigned(event: ev.CardReassigned, before: Card | None, card: Card) -> list[MessageRequested]:
    was = before.assignee_id if before is not None and before.is_open else None
    facts: Facts = {"reason": event.reason}
    withdrawn = _each((each for each in (was,) if each != card.assignee_id), "card_withdrawn", card, facts)
    return [*_given(card), *withdrawn, *_moved(event, before, card)]


def _cancelled(event: ev.CardCancelled, before: Card | None, card: Card) -> list[MessageRequested]:
    if not card.on_the_board:
        return []
    facts: Facts = {"reason": event.reason}
    held = before is not None and before.is_open
    told = _each((card.assignee_id,), "card_withdrawn", card, facts) if held else []
    return [*told, *_thread("card_progress", card, {"status": card.status, "note": event.reason[:EXCERPT]})]


def _commented(event: ev.CardCommented, _before: Card | None, card: Card) -> list[MessageRequested]:
    # Who is mentioned before it is approved learns of it with the board.
    told = event.mentions if card.on_the_board else ()
    return _each(told, "card_mention", card, {"excerpt": event.body[:EXCERPT]})


def _reminded(event: ev.CardReminded, _before: Card | None, card: Card) -> list[MessageRequested]:
    return _each(event.told, "card_reminder", card)


def _overdue(event: ev.CardOverdue, _before: Card | None, card: Card) -> list[MessageRequested]:
    return _each(event.told, "card_overdue", card)


_TOLD: dict[type[Event], Callable[[Any, Card | None, Card], list[MessageRequested]]] = {
    ev.CardSubmitted: _submitted,
    ev.CardOpened: _opened,
    ev.CardRejected: _rejected,
    ev.ApprovalReminded: _approval_reminded,
    ev.CardAccepted: _moved,
    ev.CardStarted: _moved,
    ev.CardProgressed: _progressed,
    ev.CardCompleted: _completed,
    ev.CardDeclined: _declined,
    ev.CardReassigned: _reassigned,
    ev.CardCancelled: _cancelled,
    ev.CardCommented: _commented,
    ev.CardReminded: _reminded,
    ev.CardOverdue: _overdue,
}
