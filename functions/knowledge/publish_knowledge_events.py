"""Publish what happened to articles."""

from crm.core import publishing
from crm.core.grants import PUBLISH
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("knowledge", publishing.COMMITS, uses=[PUBLISH])
def handler(change: StreamChange) -> None:
    """Put what happened to articles, and the messages wanted, on the bus."""
    publishing.publish("knowledge", change)
