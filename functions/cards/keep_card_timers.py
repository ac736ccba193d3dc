"""Keep the cards' schedules in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("cards", timers.CHANGES, uses=[timers.timers("cards.fire_due_card")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of cards whose next due time changed."""
    timers.follow(change)
