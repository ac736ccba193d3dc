"""Find cards whose schedule was lost."""

from crm.cards import clockwork, grants
from crm.cards.repository.items import CardItem
from crm.core import timers
from crm.core.command import Command
from crm.core.grants import index
from crm.core.triggers import on_schedule


@on_schedule("rate(5 minutes)", uses=[grants.ON_DUE, index("cards", "due")], timeout_seconds=120)
def handler(command: Command) -> None:
    """Do what is overdue for cards because a schedule was lost."""
    timers.sweep(CardItem, command, clockwork.on_due)
