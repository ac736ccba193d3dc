"""Publish what happened to the metric library."""

from crm.core import publishing
from crm.core.grants import PUBLISH
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("analytics", publishing.COMMITS, uses=[PUBLISH])
def handler(change: StreamChange) -> None:
    """Put what happened to the metric library on the bus."""
    publishing.publish("analytics", change)
