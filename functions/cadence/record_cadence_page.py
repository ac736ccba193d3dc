"""Record what a page of owners came to."""

from crm.cadence import grants, weekly
from crm.cadence.weekly import PageTask
from crm.core.command import Command
from crm.core.triggers import step


@step("WeeklyCadence", uses=[grants.RECORD])
def handler(task: PageTask, command: Command) -> None:
    """Count how well key accounts are covered, tell who is to approve, and ask for the next page."""
    weekly.record(task, command)
