"""The task that stands for a collaboration card in its assignee's inbox, in step with the card.

Events of a card come late, twice and out of order. The newest one heard that gives the card to somebody or ends it
decides; an older one changes nothing. What people did with the task itself the card has followed already.
"""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from crm.core import settings
from crm.core.command import Command
from crm.core.events import Event
from crm.core.transaction import Transaction
from crm.directory import repository as directory
from crm.tasks import repository, schedule, transitions
from crm.tasks.desk import Work, begin
from crm.tasks.events import TaskAccepted, TaskCancelled, TaskCompleted, TaskReassigned, TaskRejected, TaskStarted
from crm.tasks.intake import give
from crm.tasks.repository import heard
from crm.tasks.repository.heard import Heard
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.vocabulary import Priority


class Given(NamedTuple):
    """A card is somebody's to do."""

    task_id: str
    title: str
    detail: str | None
    expected_delivery: str
    expected_at: datetime
    assignee_id: str
    meant_for: str | None
    requester_id: str
    priority: Priority
    account_id: str | None
    source: Literal["im", "manual"]
    links: tuple[dict[str, str], ...]


class Begun(NamedTuple):
    """The assignee took the card on, or began with it."""

    action: Literal["accept", "start"]


class Ended(NamedTuple):
    """The card is done, was given back to who asked for it, or called off."""

    action: Literal["complete", "reject", "cancel"]
    text: str
    returned_to: str | None = None


def follow(card_id: str, version: int, now_is: Given | Begun | Ended, command: Command) -> None:
    """Bring the task of a card in step with what happened to it at `version`; a second run changes nothing."""
    before = heard.find(card_id)
    if before is not None and before.version >= version:
        return
    if before is None and isinstance(now_is, Begun):
        return  # it is heard before the card itself, whose task begins as one that was just given
    # What was heard is kept with the change: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    task_id = now_is.task_id if isinstance(now_is, Given) else None if before is None else before.task_id
    work = None if task_id is None else _work(task_id, card_id, now_is, command)
    if work is not None:
        work.write(transaction)
    heard.put(transaction, card_id, before, Heard(version, task_id), command.now)
    transaction.commit()


def _work(task_id: str, card_id: str, now_is: Given | Begun | Ended, command: Command) -> Work | None:
    """Return what is to be done with the task, None where it has come to that already, or beyond."""
    task = repository.tasks.find(task_id)
    if isinstance(now_is, Given):
        return _made(card_id, now_is, command) if task is None else _reassigned(begin(task, command), now_is)
    if task is None or not transitions.allows(now_is.action, task.status):
        return None
    work = begin(task, command)
    work.happened(_event(now_is))
    return work


def _event(now_is: Begun | Ended) -> Event:
    if isinstance(now_is, Begun):
        return TaskAccepted() if now_is.action == "accept" else TaskStarted()
    if now_is.action == "complete":
        return TaskCompleted(result=now_is.text)
    if now_is.action == "reject":
        return TaskRejected(reason=now_is.text, returned_to=now_is.returned_to)
    return TaskCancelled(reason=now_is.text)


def _made(card_id: str, given: Given, command: Command) -> Work:
    return give(
        command,
        given.task_id,
        title=given.title,
        detail=given.detail,
        expected_result=given.expected_delivery,
        assignee_id=given.assignee_id,
        creator_id=given.requester_id,
        priority=given.priority,
        due_at=_due(given, command.now),
        account_id=given.account_id,
        source="im" if given.source == "im" else "card",
        source_ref=card_id,
        links=given.links,
    )


def _due(given: Given, now: datetime) -> datetime:
    """Return when the task is due: as the card is expected, but never before it can be done."""
    return max(given.expected_at, now + timedelta(seconds=settings.current(TaskPolicy).value.duration_seconds))


def _reassigned(work: Work, given: Given) -> Work | None:
    task, now = work.task, work.command.now
    if task.assignee_id == given.assignee_id and task.is_open:
        return None
    if not transitions.allows("reassign", task.status):
        return None
    policy = settings.current(TaskPolicy).value
    user = directory.users.get(given.assignee_id)
    conflict = schedule.conflict(user, task.slot, policy, now, but=task.id)
    work.happened(
        TaskReassigned(
            reason="card_reassigned",
            assignee_id=user.id,
            team_id=user.team_id,
            meant_for=given.meant_for,
            schedule_conflict=conflict,
        )
    )
    return work
