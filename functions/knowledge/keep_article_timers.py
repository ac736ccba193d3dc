"""Keep the articles' schedules in step."""

from crm.core import timers
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("knowledge", timers.CHANGES, uses=[timers.timers("knowledge.fire_due_article")])
def handler(change: StreamChange) -> None:
    """Make and remove the schedules of articles whose next due time changed."""
    timers.follow(change)
