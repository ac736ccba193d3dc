"""The task that stands for a card in its assignee's inbox: what people do with it, they do with the card.

Only what people do is followed, and what an absence does: what a card did to its task itself comes back as an event of
the machine's, and is left alone.
"""

from dataclasses import replace
from typing import NamedTuple

from crm.cards import giving, handling, repository, transitions
from crm.cards.card import Card
from crm.cards.desk import Work, begin
from crm.cards.events import CardAccepted, CardCancelled, CardDeclined, CardReassigned, CardStarted
from crm.cards.evolution import asked_now
from crm.cards.transitions import Action
from crm.core.access import Caller
from crm.core.command import Command
from crm.core.events import Actor, Event
from crm.directory import repository as directory


class OnTask(NamedTuple):
    """What happened to a task, in the words of cards."""

    action: Action
    text: str = ""
    assignee_id: str | None = None
    meant_for: str | None = None


def follow(task_id: str, happened: OnTask, actor: Actor, command: Command) -> None:
    """Do to a card what happened to its task, where the card still allows it; a task of no card is left alone."""
    card = repository.of_task(task_id)
    if card is None or not transitions.allows(happened.action, card.status):
        return
    if happened.action == "reassign" and happened.assignee_id == card.assignee_id:
        return
    acting = command if actor.kind == "system" else replace(command, caller=Caller("staff", actor.id))
    work = begin(card, acting)
    work.happened(_event(work, card, happened))
    work.commit()


def _event(work: Work, card: Card, happened: OnTask) -> Event:
    if happened.action == "reassign":
        return _reassigned(work, card, happened)
    if happened.action == "complete":
        return handling.completed(work, happened.text, "task")
    if happened.action == "decline":
        return CardDeclined(reason=happened.text, requester_id=card.requester_id, via="task")
    if happened.action == "cancel":
        return CardCancelled(reason=happened.text, via="task")
    return CardAccepted(via="task") if happened.action == "accept" else CardStarted(via="task")


def _reassigned(work: Work, card: Card, happened: OnTask) -> CardReassigned:
    user = directory.users.get(happened.assignee_id or "")
    members = asked_now(card) | {
        "assignee_id": user.id,
        "team_id": user.team_id,
        "meant_for": happened.meant_for,
        **giving.times_anew(card, user, card.expected_at, work.command.now),
    }
    return CardReassigned(**members, reason=happened.text, via="task")
