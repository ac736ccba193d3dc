"""Count what happens to conflicts."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.conflicts import CONFLICTS
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*CONFLICTS.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_CONFLICTS])
def handler(event: Received[Event], command: Command) -> None:
    """Count who was told of a conflict, and how long it took to resolve it."""
    feeding.follow(CONFLICTS, event.aggregate_id, event.aggregate_version, known(command), command)
