"""Keep the directory's schedules in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("directory", timers.CHANGES, uses=[timers.timers("directory.fire_due_user")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of colleagues whose next due time changed."""
    timers.follow(change)
