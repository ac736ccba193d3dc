"""Who is meant: who gets a task, and who stands in for them."""

from datetime import datetime
from typing import NamedTuple

from crm.core.access import Caller
from crm.core.errors import InvalidError, NotAllowedError
from crm.directory import lines
from crm.directory import repository as directory
from crm.directory.models import User

_DEPUTIES = 3


class TaskAssigneeUnknownError(InvalidError):
    """Nobody active has the id."""

    code = "task_assignee_unknown"


class OutsideYourLineError(NotAllowedError):
    """Tasks are given to oneself, and to those who report to one."""

    code = "outside_your_line"


class Receiver(NamedTuple):
    """Who gets a task, and whom it was meant for where that is somebody else."""

    user: User
    meant_for: str | None


def receiver(user_id: str, caller: Caller, now: datetime, due_at: datetime) -> Receiver:
    """Return who gets what a caller gives to a colleague: they, or their deputy if they are not back before it is due.

    Raises `TaskAssigneeUnknownError` for nobody, `OutsideYourLineError` for somebody who does not report to them.
    """
    user = directory.users.find(user_id)
    if user is None or not (user.active or caller.kind == "system"):
        raise TaskAssigneeUnknownError("assignee_id", id=user_id)
    if caller.kind == "staff" and caller.id != user.id and not lines.leads(caller.id, user):
        raise OutsideYourLineError(id=user_id)
    return standing_in(user, now, due_at)


def standing_in(user: User, now: datetime, due_at: datetime) -> Receiver:
    """Return a colleague, or who stands in for them where they are absent until something is due."""
    candidate = user
    for _ in range(_DEPUTIES):
        if not _misses(candidate, now, due_at):
            return Receiver(candidate, None if candidate is user else user.id)
        deputy = directory.find_user(candidate.deputy_id) if candidate.deputy_id else None
        if deputy is None:
            break
        candidate = deputy
    # Nobody stands in: it waits for whom it was meant for.
    return Receiver(user, None)


def _misses(user: User, now: datetime, due_at: datetime) -> bool:
    back_in_time = user.absence is None or not user.absent_at(now) or user.absence.until_at < due_at
    return not user.active or not back_in_time


def present(user_id: str, now: datetime) -> str:
    """Return who is told what is meant for a colleague: they, or their deputy while they are absent."""
    user = directory.find_user(user_id)
    return user_id if user is None else standing_in(user, now, now).user.id
