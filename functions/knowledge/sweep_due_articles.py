"""Find articles whose schedule was lost."""

from crm.core import timers
from crm.core.command import Command
from crm.core.grants import index
from crm.core.triggers import on_schedule
from crm.knowledge import clockwork, grants
from crm.knowledge.repository.items import ArticleItem


@on_schedule("rate(5 minutes)", uses=[grants.JUDGE, index("knowledge", "due")], timeout_seconds=120)
def handler(command: Command) -> None:
    """Do what is overdue for articles because a schedule was lost."""
    timers.sweep(ArticleItem, command, clockwork.on_due)
