"""Reading lists of tasks from the indexes: one request a page, and one a priority for the inbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from crm.core import dynamodb
from crm.core.timers import seconds
from crm.tasks.planning import LONGEST
from crm.tasks.repository import inbox_of
from crm.tasks.repository.items import TaskItem
from crm.tasks.task import Slot
from crm.tasks.views import TaskSummary

Position = tuple[str, str]
"""Where a page of an inbox ends: the priority, and the rank of its last task."""

BUSY_LIMIT = 200


def inbox(
    user_id: str, order: Sequence[str], limit: int, after: Position | None
) -> tuple[list[TaskSummary], Position | None]:
    """Return what waits for somebody in the order of priorities, and where to go on; one request a priority at most."""
    found: list[TaskSummary] = []
    last: Position | None = None
    left = order if after is None else order[order.index(after[0]) :]
    for priority in left:
        if len(found) == limit:
            return found, last
        beyond = TaskItem.inbox_rank > after[1] if after is not None and after[0] == priority else None
        rows, end = dynamodb.query_raw(
            TaskItem, inbox_of(user_id, priority), index="inbox", range_condition=beyond, limit=limit - len(found)
        )
        found += _summaries(rows)
        if rows:
            last = (priority, str(rows[-1]["inbox_rank"]["S"]))
        if end is not None:
            return found, last
    return found, None


def given(creator_id: str, limit: int, after: str | None) -> tuple[list[TaskSummary], str | None]:
    """Return what somebody gave, newest first, and the rank to go on after. One request."""
    beyond = None if after is None else TaskItem.given_rank < after
    rows, end = dynamodb.query_raw(
        TaskItem, creator_id, index="by_creator", range_condition=beyond, limit=limit, forward=False
    )
    return _summaries(rows), None if end is None else str(end["given_rank"]["S"])


def about(
    index: str, key: str, limit: int, after: str | None, *, only_open: bool
) -> tuple[list[TaskSummary], str | None]:
    """Return the tasks about something by when they are due, the open ones first. One request."""
    begins = "open#" if after is None else after + "\x00"
    within = TaskItem.state_rank.between(begins, "open#~" if only_open else "over#~")
    rows, end = dynamodb.query_raw(TaskItem, key, index=index, range_condition=within, limit=limit)
    return _summaries(rows), None if end is None else str(end["state_rank"]["S"])


def busy(user_id: str, first: datetime, last: datetime) -> list[TaskSummary]:
    """Return the open tasks that may take time of somebody between two instants: 200 at most. One request."""
    begins = f"{seconds(first - LONGEST):010d}"
    within = TaskItem.slot_rank.between(begins, f"{seconds(last):010d}")
    rows, _ = dynamodb.query_raw(TaskItem, user_id, index="by_slot", range_condition=within, limit=BUSY_LIMIT)
    return _summaries(rows)


def slots(tasks: Iterable[TaskSummary], *, but: str | None = None) -> dict[str, Slot]:
    """Return the stretches that tasks take, by task, but for one that is being moved."""
    return {each.task_id: Slot(begins_at=each.begins_at, ends_at=each.ends_at) for each in tasks if each.task_id != but}


def _summaries(rows: Iterable[dynamodb.Key]) -> list[TaskSummary]:
    return [TaskSummary.of_item(TaskItem.from_raw_data(dict(row))) for row in rows]
