"""Publish what happened in cadence."""

from crm.core import publishing
from crm.core.grants import PUBLISH
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("cadence", publishing.COMMITS, uses=[PUBLISH])
def handler(change: StreamChange) -> None:
    """Put what happened in cadence, and the messages wanted, on the bus."""
    publishing.publish("cadence", change)
