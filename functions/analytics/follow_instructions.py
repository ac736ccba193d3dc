"""Count what is asked for in IM."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.instructions import INSTRUCTIONS
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*INSTRUCTIONS.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_IM])
def handler(event: Received[Event], command: Command) -> None:
    """Count that a card was asked for in IM, whatever became of it."""
    feeding.follow(INSTRUCTIONS, event.aggregate_id, event.aggregate_version, known(command), command)
