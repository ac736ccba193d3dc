"""Keep the schedules of conflicts in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("conflicts", timers.CHANGES, uses=[timers.timers("conflicts.fire_due_conflict")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of conflicts and whitelistings whose next due time changed."""
    timers.follow(change)
