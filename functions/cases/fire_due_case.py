"""Do what is due for a case."""

from crm.cases import clockwork, grants
from crm.core.command import Command
from crm.core.triggers import on_timer


@on_timer(uses=[grants.ROUTE], timeout_seconds=29)
def handler(aggregate_id: str, command: Command) -> None:
    """Fire the warnings and breaches of a case that are due, and whatever else it waited for."""
    clockwork.on_due(aggregate_id, command)
