"""Hand a message whose time has come to `deliver_message`."""

from crm.core.command import Command
from crm.core.grants import PUBLISH
from crm.core.triggers import on_timer
from crm.messaging import grants, handover


@on_timer(uses=[grants.READ, PUBLISH])
def handler(aggregate_id: str, command: Command) -> None:
    """Ask again for a message that waited."""
    handover.on_due(aggregate_id, command)
