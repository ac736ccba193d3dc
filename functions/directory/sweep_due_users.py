"""Find colleagues whose schedule was lost."""

from crm.core import timers
from crm.core.command import Command
from crm.core.triggers import on_schedule
from crm.directory import grants, service
from crm.directory.repository import UserItem


@on_schedule("rate(15 minutes)", uses=[grants.SWEEP, grants.CHANGE])
def handler(command: Command) -> None:
    """Do what is overdue for colleagues because a schedule was lost."""
    timers.sweep(UserItem, command, service.on_due)
