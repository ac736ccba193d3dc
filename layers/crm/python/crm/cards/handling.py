"""Doing what a card asks, giving it back, handing it on, calling it off."""

from crm.cards import giving, transitions, visibility
from crm.cards.desk import Work, take_up
from crm.cards.events import (
    CardAccepted,
    CardCancelled,
    CardCompleted,
    CardDeclined,
    CardProgressed,
    CardReassigned,
    CardStarted,
)
from crm.cards.evolution import asked_now
from crm.cards.requests import CancelCard, CompleteCard, DeclineCard, ReassignCard, TellProgress
from crm.cards.views import CardView
from crm.cards.vocabulary import Via
from crm.core.command import Command


def accept(card_id: str, command: Command, via: Via = "crm") -> CardView:
    """Take a card on."""
    work = _work_of_assignee(card_id, command)
    work.happened(CardAccepted(via=via))
    return work.commit()


def start(card_id: str, command: Command, via: Via = "crm") -> CardView:
    """Begin with a card."""
    work = _work_of_assignee(card_id, command)
    work.happened(CardStarted(via=via))
    return work.commit()


def progress(card_id: str, body: TellProgress, command: Command) -> CardView:
    """Tell how far one is."""
    work = _work_of_assignee(card_id, command)
    work.happened(CardProgressed(note=body.note))
    return work.commit()


def complete(card_id: str, body: CompleteCard, command: Command, via: Via = "crm") -> CardView:
    """Finish a card with its result."""
    work = take_up(card_id, command)
    visibility.require_concerned(work.card, command.caller)
    work.happened(completed(work, body.result, via))
    return work.commit()


def completed(work: Work, result: str, via: Via) -> CardCompleted:
    """Return the event of a card's being done, with what is counted of it."""
    card = work.card
    shown = card.model_dump(
        include={"card_type", "assignee_id", "team_id", "account_id", "source", "created_at", "expected_at"}
    )
    receipt = card.context.thread_id is not None
    return CardCompleted(**shown, result=result, via=via, receipt=receipt, completed_at=work.command.now)


def decline(card_id: str, body: DeclineCard, command: Command, via: Via = "crm") -> CardView:
    """Give a card back to who asked for it."""
    work = _work_of_assignee(card_id, command)
    work.happened(CardDeclined(reason=body.reason, requester_id=work.card.requester_id, via=via))
    return work.commit()


def cancel(card_id: str, body: CancelCard, command: Command) -> CardView:
    """Call a card off."""
    work = take_up(card_id, command)
    visibility.require_in_charge(work.card, command.caller)
    work.happened(CardCancelled(reason=body.reason))
    return work.commit()


def reassign(card_id: str, body: ReassignCard, command: Command) -> CardView:
    """Let somebody else do what a card asks."""
    work = take_up(card_id, command)
    visibility.require_in_charge(work.card, command.caller)
    transitions.after("reassign", work.card.status)
    now = work.command.now
    giving.require_in_reach(body.expected_at, now)
    changed = giving.anew(work.card, body.assignee_id, body.expected_at or work.card.expected_at, now)
    work.happened(CardReassigned(**asked_now(work.card) | changed, reason=body.reason))
    return work.commit()


def _work_of_assignee(card_id: str, command: Command) -> Work:
    work = take_up(card_id, command)
    visibility.require_assignee(work.card, command.caller)
    return work
