"""How a task comes about and changes, as one fold over its events."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crm.core.events import Event
from crm.tasks import events as ev
from crm.tasks import transitions
from crm.tasks.task import Task

Members = dict[str, Any]
"""The members of a task that an event changes, with their new values."""


def created(task_id: str, event: ev.TaskCreated, at: datetime) -> Task:
    """Return the task that `TaskCreated` makes."""
    given = {name: getattr(event, name) for name in type(event).model_fields if name != "accepted"}
    begun: Members = {"status": "accepted", "accepted_at": at} if event.accepted else {"status": "assigned"}
    return Task(id=task_id, created_at=at, updated_at=at, **given, **begun)


def evolve(task: Task, event: Event, at: datetime) -> Task:
    """Return the task after `event`, which happened `at`."""
    change = CHANGES[type(event)](task, event, at)
    return task.model_copy(update={**change, "updated_at": max(at, task.updated_at)})


def _accepted(task: Task, _event: ev.TaskAccepted, at: datetime) -> Members:
    return {"status": transitions.after("accept", task.status), "accepted_at": at}


def _rejected(task: Task, event: ev.TaskRejected, _at: datetime) -> Members:
    status = transitions.after("reject", task.status)
    return {"status": status, "reason": event.reason, "returned_to": event.returned_to, "remind_at": None}


def _started(task: Task, _event: ev.TaskStarted, at: datetime) -> Members:
    status = transitions.after("start", task.status)
    return {"status": status, "started_at": at, "accepted_at": task.accepted_at or at}


def _completed(task: Task, event: ev.TaskCompleted, at: datetime) -> Members:
    status = transitions.after("complete", task.status)
    taken_on = task.accepted_at or at
    return {"status": status, "result": event.result, "accepted_at": taken_on, "finished_at": at, "remind_at": None}


def _merged(task: Task, event: ev.TaskMerged, _at: datetime) -> Members:
    return {"serves": tuple(dict.fromkeys((*task.serves, event.source_ref)))}


def _cancelled(task: Task, event: ev.TaskCancelled, at: datetime) -> Members:
    status = transitions.after("cancel", task.status)
    return {"status": status, "reason": event.reason, "finished_at": at, "returned_to": None, "remind_at": None}


def _reassigned(task: Task, event: ev.TaskReassigned, _at: datetime) -> Members:
    changed = event.model_dump(include={"reason", "assignee_id", "team_id", "meant_for", "remind_at"})
    return changed | {
        "status": transitions.after("reassign", task.status),
        "schedule_conflict": event.schedule_conflict,
        "returned_to": None,
        "accepted_at": None,
        "started_at": None,
    }


def _rescheduled(task: Task, event: ev.TaskRescheduled, _at: datetime) -> Members:
    changed = event.model_dump(include={"reason", "due_at", "begins_at", "ends_at", "remind_at"})
    return changed | {
        "status": transitions.after("reschedule", task.status),
        "schedule_conflict": event.schedule_conflict,
        "overdue_at": None,
    }


def _commented(task: Task, event: ev.TaskCommented, _at: datetime) -> Members:
    party = {task.assignee_id, task.creator_id}
    added = (each for each in event.mentions if each not in party)
    return {"watchers": tuple(dict.fromkeys((*task.watchers, *added)))}


def _subtask_added(task: Task, event: ev.SubtaskAdded, _at: datetime) -> Members:
    transitions.after("add_subtask", task.status)
    return {"subtasks": (*task.subtasks, event.task_id), "open_subtasks": (*task.open_subtasks, event.task_id)}


def _subtask_ended(task: Task, event: ev.SubtaskEnded, _at: datetime) -> Members:
    return {"open_subtasks": tuple(each for each in task.open_subtasks if each != event.task_id)}


def _reminded(_task: Task, _event: ev.TaskReminded, _at: datetime) -> Members:
    return {"remind_at": None}


def _overdue(_task: Task, _event: ev.TaskOverdue, at: datetime) -> Members:
    return {"overdue_at": at, "remind_at": None}


CHANGES: dict[type[Event], Callable[[Task, Any, datetime], Members]] = {
    ev.TaskAccepted: _accepted,
    ev.TaskRejected: _rejected,
    ev.TaskStarted: _started,
    ev.TaskCompleted: _completed,
    ev.TaskMerged: _merged,
    ev.TaskCancelled: _cancelled,
    ev.TaskReassigned: _reassigned,
    ev.TaskRescheduled: _rescheduled,
    ev.TaskCommented: _commented,
    ev.SubtaskAdded: _subtask_added,
    ev.SubtaskEnded: _subtask_ended,
    ev.TaskReminded: _reminded,
    ev.TaskOverdue: _overdue,
}
