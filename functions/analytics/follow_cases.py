"""Count what happens to cases."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.cases import CASES
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*CASES.heard, uses=[grants.FEED, grants.RECORDS_OF_CASES])
def handler(event: Received[Event], command: Command) -> None:
    """Count what happened to a case: how soon it is answered, what promises are kept, whether it goes up or astray."""
    feeding.follow(CASES, event.aggregate_id, event.aggregate_version, known(command), command)
