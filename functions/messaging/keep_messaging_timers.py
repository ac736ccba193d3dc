"""Keep the schedules of messages in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("messaging", timers.CHANGES, uses=[timers.timers("messaging.fire_due_message")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of messages that wait: for the morning, or for the next attempt."""
    timers.follow(change)
