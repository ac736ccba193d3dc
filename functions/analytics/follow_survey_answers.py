"""Count what happens to answers."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.surveys import SURVEY_ANSWERS
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*SURVEY_ANSWERS.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_SURVEYS])
def handler(event: Received[Event], command: Command) -> None:
    """Count what customers said, and how soon it stood in their account's profile."""
    feeding.follow(SURVEY_ANSWERS, event.aggregate_id, event.aggregate_version, known(command), command)
