"""When the notices of tasks reached their assignees: beside the task, whose version it must not change."""

from datetime import datetime

from crm.core import dynamodb
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.errors import NotFoundError
from crm.core.repository import META
from crm.core.transaction import RaceLostError, Transaction
from crm.tasks.events import TaskPushed
from crm.tasks.repository import tasks
from crm.tasks.repository.items import PushItem, TaskItem
from crm.tasks.task import Task

_SK = "PUSHED"


def task_and_push(task_id: str) -> tuple[Task, datetime | None]:
    """Return a task and when it was pushed last; raise `NotFoundError` where there is none. One request."""
    rows, _ = dynamodb.query_raw(TaskItem, task_id, range_condition=TaskItem.sk.between(META, _SK))
    items = {row["kind"]["S"]: row for row in rows}
    if tasks.kind not in items:
        raise NotFoundError(tasks.kind, task_id)
    push = items.get("push")
    pushed_at = None if push is None else datetime.fromisoformat(push["pushed_at"]["S"])
    return tasks.load(TaskItem.from_raw_data(items[tasks.kind])), pushed_at


def put(transaction: Transaction, command: Command, push_id: str, pushed: TaskPushed) -> None:
    """Write down that a notice reached an assignee; an older one does not take the place of a newer."""
    transaction.record("tasks", CommitRecord.of(command, push_id, 1, [pushed], ()))
    before = PushItem.find(pushed.task_id, _SK)
    pushed_at = pushed.pushed_at.isoformat()
    if before is None:
        item = PushItem(pk=pushed.task_id, sk=_SK, pushed_at=pushed_at)
        transaction.put(item, when=PushItem.pk.does_not_exist(), otherwise=RaceLostError())
    elif before.pushed_at < pushed_at:
        item = PushItem(pk=pushed.task_id, sk=_SK, pushed_at=pushed_at)
        transaction.put(item, when=PushItem.pushed_at == before.pushed_at, otherwise=RaceLostError())
