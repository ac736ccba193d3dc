"""Publish what happened in IM."""

from crm.core import publishing
from crm.core.grants import PUBLISH
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("im", publishing.COMMITS, uses=[PUBLISH])
def handler(change: StreamChange) -> None:
    """Put what happened to connections, identities and messages, and the messages wanted, on the bus."""
    publishing.publish("im", change)
