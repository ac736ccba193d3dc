"""Keep the tasks' schedules in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("tasks", timers.CHANGES, uses=[timers.timers("tasks.fire_due_task")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of tasks whose next due time changed."""
    timers.follow(change)
