"""Tell other systems what happened."""

from crm.core.command import Command
from crm.core.events import Envelope
from crm.core.grants import PUBLISH
from crm.core.triggers import on_every_event
from crm.messaging import fanout, grants


@on_every_event(but_from=("core", "messaging"), uses=[grants.LIST_ENDPOINTS, PUBLISH], memory_mb=256)
def handler(event: Envelope, command: Command) -> None:
    """Ask for a message to each endpoint that wants to hear of the event."""
    fanout.offer(event, command)
