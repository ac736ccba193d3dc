"""Do what is due for a conflict."""

from crm.conflicts import clockwork, grants
from crm.core.command import Command
from crm.core.triggers import on_timer


@on_timer(uses=[grants.CHANGE])
def handler(aggregate_id: str, command: Command) -> None:
    """Send a digest, ask what came of a meeting, put a conflict before its account's owner, or end a whitelisting."""
    clockwork.on_due(aggregate_id, command)
