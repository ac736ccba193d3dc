"""Keep the schedules of surveys in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("surveys", timers.CHANGES, uses=[timers.timers("surveys.fire_due_survey")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of surveys that wait for another time than before."""
    timers.follow(change)
