"""Complete reviews whose task was done."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.surveys import grants, reviewing
from crm.tasks.events import TaskCompleted


@on_event(TaskCompleted, uses=[grants.REVIEW])
def handler(event: Received[TaskCompleted], command: Command) -> None:
    """Complete the review that a task was given for, with what the task came to."""
    reviewing.task_done(event.aggregate_id, event.data.result, event.actor.id, command)
