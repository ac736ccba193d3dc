"""Keep who follows a customer in step with the tasks about it."""

from crm.conflicts import grants, watching
from crm.conflicts.rules import News
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.tasks.events import TaskCancelled, TaskCompleted, TaskCreated, TaskReassigned, TaskRejected

Followed = TaskCreated | TaskReassigned | TaskRejected | TaskCompleted | TaskCancelled


@on_event(TaskCreated, TaskReassigned, TaskRejected, TaskCompleted, TaskCancelled, uses=[grants.FOLLOW])
def handler(event: Received[Followed], command: Command) -> None:
    """Let who has an open task on a customer follow it, and tell those who do of each other when they are too many."""
    watching.hear(event.aggregate_id, _news(event), command)


def _news(event: Received[Followed]) -> News:
    data, version, at = event.data, event.aggregate_version, event.occurred_at
    if isinstance(data, TaskCreated):
        # Who is to see to a conflict does not follow the customer for it.
        account_id = None if data.source == "conflict_review" else data.account_id
        return News(version, data.assignee_id, at, is_origin=True, account_id=account_id)
    holder = data.assignee_id if isinstance(data, TaskReassigned) else None
    return News(version, holder, at, is_over=isinstance(data, TaskCompleted | TaskCancelled))
