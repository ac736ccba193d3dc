"""Do what is due for a task."""

from crm.core.command import Command
from crm.core.triggers import on_timer
from crm.tasks import clockwork, grants


@on_timer(uses=[grants.ON_DUE])
def handler(aggregate_id: str, command: Command) -> None:
    """Remind of a task, or tell that it is overdue."""
    clockwork.on_due(aggregate_id, command)
