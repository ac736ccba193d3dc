"""Doing a task, giving it back, handing it on, moving it."""

from datetime import timedelta
from functools import partial

from crm.core import settings
from crm.core.command import Command
from crm.core.errors import ConflictError
from crm.customers.following import follow_up
from crm.directory import repository as directory
from crm.tasks import people, planning, repository, schedule, transitions, visibility
from crm.tasks.desk import Work, begin, take_up
from crm.tasks.events import (
    SubtaskEnded,
    TaskAccepted,
    TaskCancelled,
    TaskCompleted,
    TaskReassigned,
    TaskRejected,
    TaskRescheduled,
    TaskStarted,
)
from crm.tasks.intake import SubtaskBeyondError
from crm.tasks.requests import CancelTask, CompleteTask, ReassignTask, RejectTask, RescheduleTask
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.task import Task
from crm.tasks.views import TaskView


class SubtasksOpenError(ConflictError):
    """Parts of the task are not done yet."""

    code = "subtasks_open"


def accept(task_id: str, command: Command) -> TaskView:
    """Take a task on."""
    work = _work_of_assignee(task_id, command)
    work.happened(TaskAccepted())
    return work.commit()


def reject(task_id: str, body: RejectTask, command: Command) -> TaskView:
    """Give a task back: it waits for who gave it or, where that was the machine, for the assignee's manager."""
    work = _work_of_assignee(task_id, command)
    work.happened(TaskRejected(reason=body.reason, returned_to=_giver(work.task)))
    return work.commit()


def _giver(task: Task) -> str | None:
    if directory.find_user(task.creator_id) is not None:
        return task.creator_id
    assignee = directory.find_user(task.assignee_id)
    return None if assignee is None else assignee.manager_id


def start(task_id: str, command: Command) -> TaskView:
    """Begin with a task."""
    work = _work_of_assignee(task_id, command)
    work.happened(TaskStarted())
    return work.commit()


def complete(task_id: str, body: CompleteTask, command: Command) -> TaskView:
    """Finish a task with its result; an account that it is about changes its follow-up status with it."""
    work = take_up(task_id, command)
    visibility.require_concerned(work.task, command.caller)
    _require_parts_ended(work.task)
    told = {"result": body.result, "account_id": work.task.account_id, "serves": work.task.serves}
    if work.task.subject_type != "account" or work.task.subject_id is None:
        return end(work, TaskCompleted(**told)).commit()
    end(work, TaskCompleted(**told, follow_status=body.follow_status))
    work.also(
        partial(
            follow_up,
            account_id=work.task.subject_id,
            status=body.follow_status,
            task_id=task_id,
            command=work.command,
        )
    )
    return work.commit()


def cancel(task_id: str, body: CancelTask, command: Command) -> TaskView:
    """Call a task off."""
    work = take_up(task_id, command)
    visibility.require_in_charge(work.task, command.caller)
    _require_parts_ended(work.task)
    return end(work, TaskCancelled(reason=body.reason)).commit()


def end(work: Work, event: TaskCompleted | TaskCancelled) -> Work:
    """Let a task end, and the whole that it is a part of know."""
    work.happened(event)
    if work.task.parent_id is not None:
        parent = begin(repository.tasks.get(work.task.parent_id), work.command)
        parent.happened(SubtaskEnded(task_id=work.task.id, status=work.task.status))
        work.also(parent.write)
    return work


def reassign(task_id: str, body: ReassignTask, command: Command) -> TaskView:
    """Let somebody else do a task."""
    work = take_up(task_id, command)
    visibility.require_in_charge(work.task, command.caller)
    transitions.after("reassign", work.task.status)
    task, now = work.task, work.command.now
    policy = settings.current(TaskPolicy).value
    user, meant_for = people.receiver(body.assignee_id, command.caller, now, task.due_at)
    work.happened(
        TaskReassigned(
            reason=body.reason,
            assignee_id=user.id,
            team_id=user.team_id,
            meant_for=meant_for,
            remind_at=planning.reminder(policy.level(task.priority), now, task.due_at),
            schedule_conflict=schedule.conflict(user, task.slot, policy, now, but=task.id),
        )
    )
    return work.commit()


def reschedule(task_id: str, body: RescheduleTask, command: Command) -> TaskView:
    """Move a task to another time; the open parts of a whole are due no later than it."""
    work = take_up(task_id, command)
    visibility.require_concerned(work.task, command.caller)
    transitions.after("reschedule", work.task.status)
    task, now = work.task, work.command.now
    _require_whole_and_parts_agree(task, body)
    policy = settings.current(TaskPolicy).value
    kept = task.ends_at - task.begins_at
    duration = kept if body.duration_seconds is None else timedelta(seconds=body.duration_seconds)
    slot = schedule.slot(body.due_at, body.begins_at, duration, now)
    assignee = directory.users.get(task.assignee_id)
    work.happened(
        TaskRescheduled(
            reason=body.reason,
            due_at=body.due_at,
            begins_at=slot.begins_at,
            ends_at=slot.ends_at,
            remind_at=planning.reminder(policy.level(task.priority), now, body.due_at),
            schedule_conflict=schedule.conflict(assignee, slot, policy, now, but=task.id),
        )
    )
    return work.commit()


def _require_whole_and_parts_agree(task: Task, body: RescheduleTask) -> None:
    whole = None if task.parent_id is None else repository.tasks.find(task.parent_id)
    if whole is not None and body.due_at > whole.due_at:
        raise schedule.DueOutOfReachError("due_at", limit=whole.due_at.isoformat())
    parts = task.open_subtasks if body.due_at < task.due_at else ()
    if any(repository.tasks.get(each).due_at > body.due_at for each in parts):
        raise SubtaskBeyondError("due_at", limit=body.due_at.isoformat())


def _require_parts_ended(task: Task) -> None:
    if task.open_subtasks:
        raise SubtasksOpenError(task_ids=list(task.open_subtasks))


def _work_of_assignee(task_id: str, command: Command) -> Work:
    work = take_up(task_id, command)
    visibility.require_assignee(work.task, command.caller)
    return work
