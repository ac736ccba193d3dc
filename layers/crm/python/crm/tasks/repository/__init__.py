"""Tasks in DynamoDB. Beside them: what was heard of cases, and calendar feeds."""

from typing import Any

from crm.core.repository import Repository
from crm.core.timers import seconds, shard_of
from crm.tasks.repository.items import COLUMNS, TaskItem
from crm.tasks.task import Task


def _project(task: Task) -> dict[str, Any]:
    wake_at = seconds(task.wake_at)
    due = f"{seconds(task.due_at):010d}#{task.id}"
    projected: dict[str, Any] = {
        "next_due_at": wake_at,
        "due_shard": None if wake_at is None else shard_of(task.id),
        "given_rank": f"{seconds(task.created_at):010d}#{task.id}",
        "subject": f"{task.subject_type}:{task.subject_id}" if task.subject_id else None,
        "account_key": task.account_id,
        "state_rank": f"{'open' if task.is_open else 'over'}#{due}",
    }
    if task.holder_id is not None:
        projected["inbox"] = inbox_of(task.holder_id, task.priority)
        projected["inbox_rank"] = f"{seconds(task.sla_due_at):010d}#{due}"
    if task.is_open:
        projected["slots"] = task.assignee_id
        projected["slot_rank"] = f"{seconds(task.begins_at):010d}#{task.id}"
    return projected


def inbox_of(user_id: str, priority: str) -> str:
    """Return the partition of somebody's tasks of a priority."""
    return f"{user_id}#{priority}"


tasks = Repository("task", TaskItem, Task, columns=COLUMNS, project=_project)
