"""Find tasks whose schedule was lost."""

from crm.core import timers
from crm.core.command import Command
from crm.core.grants import index
from crm.core.triggers import on_schedule
from crm.tasks import clockwork, grants
from crm.tasks.repository.items import TaskItem


@on_schedule("rate(5 minutes)", uses=[grants.ON_DUE, index("tasks", "due")], timeout_seconds=120)
def handler(command: Command) -> None:
    """Do what is overdue for tasks because a schedule was lost."""
    timers.sweep(TaskItem, command, clockwork.on_due)
