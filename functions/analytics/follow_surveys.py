"""Count what happens to surveys."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.surveys import SURVEYS
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*SURVEYS.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_SURVEYS])
def handler(event: Received[Event], command: Command) -> None:
    """Count whether invitations that were due came."""
    feeding.follow(SURVEYS, event.aggregate_id, event.aggregate_version, known(command), command)
