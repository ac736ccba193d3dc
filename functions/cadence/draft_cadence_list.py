"""Make an owner's list of a week."""

from crm.cadence import drafting, grants
from crm.cadence.drafting import Drafted, DraftTask
from crm.core.command import Command
from crm.core.triggers import step


@step("WeeklyCadence", uses=[grants.SCORE], timeout_seconds=120)
def handler(task: DraftTask, command: Command) -> Drafted:
    """Score an owner's accounts, and list those that count with what to do, and when to remind of it."""
    return drafting.draft(task, command)
