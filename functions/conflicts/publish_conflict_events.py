"""Publish what happened among those who follow customers."""

from crm.core import publishing
from crm.core.grants import PUBLISH
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("conflicts", publishing.COMMITS, uses=[PUBLISH])
def handler(change: StreamChange) -> None:
    """Put what happened to followers, conflicts and workspaces, and the messages wanted, on the bus."""
    publishing.publish("conflicts", change)
