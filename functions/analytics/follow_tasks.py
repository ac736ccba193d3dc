"""Count what happens to tasks."""

from crm.analytics import feeding, grants
from crm.analytics.knowing import known
from crm.analytics.subjects.tasks import TASKS
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event


@on_event(*TASKS.heard, uses=[grants.FEED, grants.RECORDS_OF_TASKS])
def handler(event: Received[Event], command: Command) -> None:
    """Count what happened to a task: whether it is taken on, done in time or overdue."""
    feeding.follow(TASKS, event.aggregate_id, event.aggregate_version, known(command), command)
