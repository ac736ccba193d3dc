"""Keep the schedules of cadence in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("cadence", timers.CHANGES, uses=[timers.timers("cadence.fire_due_cadence")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of what waits in cadence for another time than before."""
    timers.follow(change)
