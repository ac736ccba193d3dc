"""Keep the rhythm of every team."""

from crm.cadence import grants, rhythms
from crm.core.command import Command
from crm.core.triggers import on_schedule


@on_schedule("rate(1 hour)", uses=[grants.KEEP, grants.FIND_TEAMS], timeout_seconds=120)
def handler(command: Command) -> None:
    """Give a rhythm to teams that have none, and to those without a team; bring those in step whose policy changed."""
    rhythms.keep(command)
