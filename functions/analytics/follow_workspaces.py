"""Count what happens in shared workspaces."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.workspaces import WORKSPACES
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*WORKSPACES.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_WORKSPACES])
def handler(event: Received[Event], command: Command) -> None:
    """Count whether a shared workspace is used."""
    feeding.follow(WORKSPACES, event.aggregate_id, event.aggregate_version, known(command), command)
