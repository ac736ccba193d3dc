"""Find what waits in cadence and whose schedule was lost."""

from crm.cadence import clockwork, grants
from crm.cadence.repository.items import ListItem
from crm.core import timers
from crm.core.command import Command
from crm.core.grants import index
from crm.core.triggers import on_schedule


@on_schedule("rate(5 minutes)", uses=[grants.ON_DUE, index("cadence", "due")], timeout_seconds=120)
def handler(command: Command) -> None:
    """Do what is overdue in cadence because a schedule was lost."""
    timers.sweep(ListItem, command, clockwork.on_due)
