"""Find whose weekly lists are to be made."""

from crm.cadence import grants, weekly
from crm.cadence.weekly import OwnersPage, OwnersTask
from crm.core.command import Command
from crm.core.triggers import step


@step("WeeklyCadence", uses=[grants.FIND_OWNERS])
def handler(task: OwnersTask, command: Command) -> OwnersPage:  # noqa: ARG001 - a step is handed both
    """Return a page of a team's members, or those whose lists failed before."""
    return weekly.owners(task)
