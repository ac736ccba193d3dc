"""Find messages whose schedule was lost."""

from crm.core import timers
from crm.core.command import Command
from crm.core.grants import PUBLISH
from crm.core.triggers import on_schedule
from crm.messaging import grants, handover
from crm.messaging.repository import MessageItem


@on_schedule("rate(15 minutes)", uses=[grants.SWEEP, grants.READ, PUBLISH])
def handler(command: Command) -> None:
    """Ask again for messages that are overdue because a schedule was lost."""
    timers.sweep(MessageItem, command, handover.on_due)
