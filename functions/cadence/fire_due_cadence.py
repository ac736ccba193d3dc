"""Do what is due in cadence."""

from crm.cadence import clockwork, grants
from crm.core.command import Command
from crm.core.triggers import on_timer


@on_timer(uses=[grants.ON_DUE])
def handler(aggregate_id: str, command: Command) -> None:
    """Begin a week's lists, remind of what is on one, or look at an account's health again."""
    clockwork.on_due(aggregate_id, command)
