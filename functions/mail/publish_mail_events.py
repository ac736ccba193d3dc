"""Publish what happened to mail."""

from crm.core import publishing
from crm.core.grants import PUBLISH
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("mail", publishing.COMMITS, uses=[PUBLISH])
def handler(change: StreamChange) -> None:
    """Put what happened to mail that was received on the bus."""
    publishing.publish("mail", change)
