"""Where tasks come from: somebody's wish, and the parts of what is already wished for."""

from datetime import timedelta
from typing import Any

from crm.core import ids, settings
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError
from crm.customers import repository as customers
from crm.tasks import people, planning, schedule, visibility
from crm.tasks.desk import Work, take_up
from crm.tasks.events import SubtaskAdded, TaskCreated
from crm.tasks.evolution import created
from crm.tasks.requests import AddSubtask, CreateTask, Subject
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.task import Task
from crm.tasks.views import TaskView


class TaskSubjectUnknownError(InvalidError):
    """What the task is about does not exist."""

    code = "task_subject_unknown"


class SubtaskBeyondError(InvalidError):
    """A part would be due after the whole, or less sensitive than it."""

    code = "subtask_beyond"


class SubtaskLimitError(ConflictError):
    """The task has as many parts as it may have, or is a part itself."""

    code = "subtask_limit"


def create(body: CreateTask, command: Command) -> TaskView:
    """Give a task to oneself or to somebody who reports to one."""
    account_id = body.account_id if body.subject is None else _account_of(body.subject, body.account_id)
    if body.account_id is not None and customers.accounts.find(body.account_id) is None:
        raise TaskSubjectUnknownError("account_id", id=body.account_id)
    work = give(
        command,
        ids.new_id("task"),
        assignee_id=body.assignee_id or command.caller.id,
        **body.model_dump(include={"title", "expected_result", "detail", "priority", "due_at", "begins_at"}),
        duration_seconds=body.duration_seconds,
        subject_type=None if body.subject is None else body.subject.type,
        subject_id=None if body.subject is None else body.subject.id,
        account_id=account_id,
        sensitivity=body.sensitivity,
        links=body.links,
        source="manual",
    )
    return work.commit()


def add_subtask(task_id: str, body: AddSubtask, command: Command) -> TaskView:
    """Make a part of a task a task of its own, within the limits of the whole."""
    parent = take_up(task_id, command)
    whole = parent.task
    visibility.require_concerned(whole, command.caller)
    limit = settings.current(TaskPolicy).value.subtasks_limit
    if whole.parent_id is not None or len(whole.subtasks) >= limit:
        raise SubtaskLimitError(limit=limit, subtasks=len(whole.subtasks), parent_id=whole.parent_id)
    due_at = body.due_at or whole.due_at
    if due_at > whole.due_at:
        raise SubtaskBeyondError("due_at", limit=whole.due_at.isoformat())
    if whole.sensitivity == "sensitive" and body.sensitivity == "normal":
        raise SubtaskBeyondError("sensitivity", limit=whole.sensitivity)
    work = give(
        command,
        ids.new_id("task"),
        **body.model_dump(include={"title", "expected_result", "detail", "begins_at", "duration_seconds"}),
        **whole.model_dump(include={"subject_type", "subject_id", "account_id"}),
        assignee_id=body.assignee_id or command.caller.id,
        priority=body.priority or whole.priority,
        due_at=due_at,
        sensitivity=body.sensitivity or whole.sensitivity,
        source="subtask",
        parent_id=whole.id,
    )
    part = work.task
    parent.happened(SubtaskAdded(task_id=part.id, title=part.title, assignee_id=part.assignee_id))
    work.also(parent.write)
    return work.commit()


def give(
    command: Command,
    task_id: str,
    *,
    assignee_id: str,
    creator_id: str | None = None,
    due_at: Any,
    begins_at: Any = None,
    duration_seconds: int | None = None,
    priority: Any,
    reminds: bool = True,
    **members: Any,
) -> Work:
    """Begin a task of the caller's or, where they only hand it on, of `creator_id`; nothing is written yet.

    It is found who is to do it, and when.
    """
    policy = settings.current(TaskPolicy)
    level = policy.value.level(priority)
    now = command.now
    duration = timedelta(seconds=duration_seconds or policy.value.duration_seconds)
    slot = schedule.slot(due_at, begins_at, duration, now)
    user, meant_for = people.receiver(assignee_id, command.caller, now, due_at)
    event = TaskCreated(
        **members,
        priority=priority,
        assignee_id=user.id,
        creator_id=creator_id or command.caller.id,
        team_id=user.team_id,
        due_at=due_at,
        begins_at=slot.begins_at,
        ends_at=slot.ends_at,
        sla_due_at=schedule.calendar_of(user, policy.value).add(now, level.sla_seconds),
        remind_at=planning.reminder(level, now, due_at) if reminds else None,
        policy=policy.reference,
        meant_for=meant_for,
        schedule_conflict=schedule.conflict(user, slot, policy.value, now),
        accepted=user.id == command.caller.id,
    )
    task: Task = created(task_id, event, now)
    return Work(None, task, command, event)


def _account_of(subject: Subject, given: str | None) -> str | None:
    """Return the account that a subject belongs to; cases, leads and opportunities are other domains' to know."""
    if subject.type == "account":
        if customers.accounts.find(subject.id) is None:
            raise TaskSubjectUnknownError("subject", id=subject.id)
        return subject.id
    if subject.type == "contact":
        contact = customers.contacts.find(subject.id)
        if contact is None:
            raise TaskSubjectUnknownError("subject", id=subject.id)
        return contact.account_id
    return given
