"""Do what is due for a card."""

from crm.cards import clockwork, grants
from crm.core.command import Command
from crm.core.triggers import on_timer


@on_timer(uses=[grants.ON_DUE])
def handler(aggregate_id: str, command: Command) -> None:
    """Remind of a card or of its approval, or tell that it is overdue."""
    clockwork.on_due(aggregate_id, command)
