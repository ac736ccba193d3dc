"""Count what happens to collaboration cards."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.cards import CARDS
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*CARDS.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_CARDS])
def handler(event: Received[Event], command: Command) -> None:
    """Count a card: that it was made of what was asked for, and how long it took."""
    feeding.follow(CARDS, event.aggregate_id, event.aggregate_version, known(command), command)
