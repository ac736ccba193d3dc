"""Who may be given a task."""

from datetime import datetime

from crm.core.access import Caller
from crm.core.errors import InvalidError, NotAllowedError
from crm.directory import lines
from crm.directory import repository as directory
from crm.directory.lines import Receiver


class TaskAssigneeUnknownError(InvalidError):
    """Nobody active has the id."""

    code = "task_assignee_unknown"


class OutsideYourLineError(NotAllowedError):
    """Tasks are given to oneself, and to those who report to one."""

    code = "outside_your_line"


def receiver(user_id: str, caller: Caller, now: datetime, due_at: datetime) -> Receiver:
    """Return who gets what a caller gives to a colleague: they, or their deputy if they are not back before it is due.

    Raises `TaskAssigneeUnknownError` for nobody, `OutsideYourLineError` for somebody who does not report to them.
    """
    user = directory.users.find(user_id)
    if user is None or not (user.active or caller.kind == "system"):
        raise TaskAssigneeUnknownError("assignee_id", id=user_id)
    if caller.kind == "staff" and caller.id != user.id and not lines.leads(caller.id, user):
        raise OutsideYourLineError(id=user_id)
    return lines.standing_in(user, now, due_at)
