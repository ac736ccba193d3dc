"""Count how long tasks take to reach people."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.pushes import PUSHES
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*PUSHES.heard, uses=[grants.FEED_NEW, grants.RECORDS_OF_TASKS])
def handler(event: Received[Event], command: Command) -> None:
    """Count how long a task took to reach its assignee."""
    feeding.follow(PUSHES, event.aggregate_id, event.aggregate_version, known(command), command)
