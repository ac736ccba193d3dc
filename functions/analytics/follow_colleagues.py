"""Remember in which teams colleagues are."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.colleagues import COLLEAGUES
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*COLLEAGUES.heard, uses=[grants.REMEMBER, grants.RECORDS_OF_COLLEAGUES])
def handler(event: Received[Event], command: Command) -> None:
    """Remember in which team a colleague is from when on: what they do counts for the team of that time."""
    feeding.follow(COLLEAGUES, event.aggregate_id, event.aggregate_version, known(command), command)
