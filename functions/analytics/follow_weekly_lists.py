"""Count what happens to weekly lists."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.weekly_lists import WEEKLY_LISTS
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*WEEKLY_LISTS.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_CADENCE])
def handler(event: Received[Event], command: Command) -> None:
    """Count the items of a weekly list: whether they are done, and how soon after a reminder."""
    feeding.follow(WEEKLY_LISTS, event.aggregate_id, event.aggregate_version, known(command), command)
