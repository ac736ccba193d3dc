"""Note on the account what happens to the tasks about it."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.grants import table
from crm.core.triggers import on_event
from crm.customers import grants as customers
from crm.tasks import chronicle
from crm.tasks.events import TaskCancelled, TaskCompleted, TaskCreated, TaskRejected

Noted = TaskCreated | TaskRejected | TaskCompleted | TaskCancelled


@on_event(TaskCreated, TaskRejected, TaskCompleted, TaskCancelled, uses=[table("tasks", "get"), customers.NOTE])
def handler(event: Received[Noted], command: Command) -> None:
    """Note in an account's timeline that a task about it was given, given back, done or called off."""
    chronicle.note(event, command)
