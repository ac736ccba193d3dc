"""Keep a case in step with the tasks that are parts of it."""

from crm.cases import grants, subtasks
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.tasks.events import TaskCancelled, TaskCompleted, TaskReassigned, TaskRescheduled

Followed = TaskCompleted | TaskCancelled | TaskReassigned | TaskRescheduled


@on_event(TaskCompleted, TaskCancelled, TaskReassigned, TaskRescheduled, uses=[grants.FOLLOW_PARTS])
def handler(event: Received[Followed], command: Command) -> None:
    """Note on a case that a part of it is done, called off, in other hands or moved."""
    task_id, version, data = event.aggregate_id, event.aggregate_version, event.data
    if isinstance(data, TaskReassigned):
        subtasks.follow(task_id, version, command, assignee_id=data.assignee_id)
    elif isinstance(data, TaskRescheduled):
        subtasks.follow(task_id, version, command, due_at=data.due_at)
    else:
        subtasks.follow(task_id, version, command, state="done" if isinstance(data, TaskCompleted) else "cancelled")
