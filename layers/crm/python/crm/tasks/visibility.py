"""Who may see a task, how much of it, and who may change it."""

from typing import Literal

from crm.core import settings
from crm.core.access import ADMIN, AGENT, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.errors import ConflictError, NotAllowedError, NotFoundError
from crm.directory import lines
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.task import Task
from crm.tasks.views import TaskSummary

PEOPLE = staff(AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER, ADMIN)
"""Everybody who can have something to do."""

Sight = Literal["all", "masked", "nothing"]


class NotYourTaskError(ConflictError):
    """Only those whose task it is may do this: the assignee, who gave it, and who is above the assignee."""

    code = "not_your_task"


class TaskSensitiveError(NotAllowedError):
    """What the task is about is not for the caller."""

    code = "task_sensitive"


def sight(task: Task | TaskSummary, caller: Caller) -> Sight:
    """Say how much of a task the caller may see.

    All of it do those who have to do with it and those above its assignee. Colleagues of the assignee's team, if
    the policy lets them, and quality supervisors see that there is a sensitive task, but not what it is about.
    """
    if caller.kind == "system" or caller.id in _party(task) or lines.leads_id(caller.id, task.assignee_id):
        return "all"
    shared = settings.current(TaskPolicy).value.colleagues_see == "team"
    of_the_team = shared and caller.team_id is not None and caller.team_id == task.team_id
    if of_the_team or caller.has(QA_SUPERVISOR):
        return "all" if task.sensitivity == "normal" else "masked"
    return "nothing"


def _party(task: Task | TaskSummary) -> set[str | None]:
    party: set[str | None] = {task.assignee_id, task.creator_id, *task.watchers}
    return party | {task.meant_for, task.returned_to} if isinstance(task, Task) else party


def require_visible(task: Task, caller: Caller) -> bool:
    """Return whether the content is masked; raise `NotFoundError` where the caller may not see the task at all."""
    seen = sight(task, caller)
    if seen == "nothing":
        raise NotFoundError("task", task.id)
    return seen == "masked"


def require_content(task: Task, caller: Caller) -> None:
    """Raise `TaskSensitiveError` where the caller may not see what the task is about."""
    if require_visible(task, caller):
        raise TaskSensitiveError(id=task.id)


def require_assignee(task: Task, caller: Caller) -> None:
    """Raise `NotYourTaskError` unless the caller is to do the task."""
    if caller.kind == "staff" and caller.id != task.assignee_id:
        raise NotYourTaskError(assignee_id=task.assignee_id)


def in_charge(task: Task, caller: Caller) -> bool:
    """Say whether the caller gave the task, or is above its assignee."""
    if caller.kind == "system" or caller.id in {task.creator_id, task.returned_to}:
        return True
    return lines.leads_id(caller.id, task.assignee_id)


def require_in_charge(task: Task, caller: Caller) -> None:
    """Raise `NotYourTaskError` unless the caller gave the task, or is above its assignee."""
    if not in_charge(task, caller):
        raise NotYourTaskError(assignee_id=task.assignee_id)


def require_concerned(task: Task, caller: Caller) -> None:
    """Raise `NotYourTaskError` unless the caller is to do the task, gave it, or is above its assignee."""
    if caller.id != task.assignee_id:
        require_in_charge(task, caller)
