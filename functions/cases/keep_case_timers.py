"""Keep the cases' schedules in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("cases", timers.CHANGES, uses=[timers.timers("cases.fire_due_case")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of cases whose next due time changed."""
    timers.follow(change)
