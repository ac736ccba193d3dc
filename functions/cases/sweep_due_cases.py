"""Find cases whose schedule was lost."""

from crm.cases import clockwork, grants
from crm.cases.repository.items import CaseItem
from crm.core import timers
from crm.core.command import Command
from crm.core.grants import index
from crm.core.triggers import on_schedule


@on_schedule("rate(5 minutes)", uses=[grants.ROUTE, index("cases", "due")], timeout_seconds=120)
def handler(command: Command) -> None:
    """Do what is overdue for cases because a schedule was lost."""
    timers.sweep(CaseItem, command, clockwork.on_due)
