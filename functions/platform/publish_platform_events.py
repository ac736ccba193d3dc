"""Publish what happened to the settings."""

from crm.core import publishing
from crm.core.grants import PUBLISH
from crm.core.streams import StreamChange
from crm.core.triggers import on_stream


@on_stream("platform", publishing.COMMITS, uses=[PUBLISH])
def handler(change: StreamChange) -> None:
    """Put what happened to the settings on the bus, as the kernel's own events."""
    publishing.publish("core", change)
