"""Find conflicts whose schedule was lost."""

from crm.conflicts import clockwork, grants
from crm.conflicts.repository.items import ConflictsTable
from crm.core import timers
from crm.core.command import Command
from crm.core.grants import index
from crm.core.triggers import on_schedule


@on_schedule("rate(5 minutes)", uses=[grants.CHANGE, index("conflicts", "due")], timeout_seconds=120)
def handler(command: Command) -> None:
    """Do what is overdue for conflicts and whitelistings because a schedule was lost."""
    timers.sweep(ConflictsTable, command, clockwork.on_due)
