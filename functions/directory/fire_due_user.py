"""Do what is due for a colleague."""

from crm.core.command import Command
from crm.core.triggers import on_timer
from crm.directory import grants, service


@on_timer(uses=[grants.CHANGE])
def handler(aggregate_id: str, command: Command) -> None:
    """Announce certificates that run out and end absences that are over."""
    service.on_due(aggregate_id, command)
