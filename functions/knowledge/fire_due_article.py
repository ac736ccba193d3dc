"""Do what is due for an article."""

from crm.core.command import Command
from crm.core.triggers import on_timer
from crm.knowledge import clockwork, grants


@on_timer(uses=[grants.JUDGE])
def handler(aggregate_id: str, command: Command) -> None:
    """Remind that an article is to be looked through, or look whether anybody uses it."""
    clockwork.on_due(aggregate_id, command)
