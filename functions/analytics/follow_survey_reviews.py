"""Count what happens to reviews of bad scores."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.surveys import SURVEY_REVIEWS
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*SURVEY_REVIEWS.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_SURVEYS])
def handler(event: Received[Event], command: Command) -> None:
    """Count whether bad scores are looked into."""
    feeding.follow(SURVEY_REVIEWS, event.aggregate_id, event.aggregate_version, known(command), command)
