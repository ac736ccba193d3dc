"""Keep weekly lists and the health of accounts in step with tasks."""

from crm.cadence import grants, handling, talks
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.tasks.events import TaskCompleted, TaskCreated, TaskMerged


@on_event(TaskCreated, TaskMerged, TaskCompleted, uses=[grants.TALK])
def handler(event: Received[TaskCreated | TaskMerged | TaskCompleted], command: Command) -> None:
    """Tell an item which task it is done by, and that it is done; what was done about an account, it was heard of."""
    data, task_id = event.data, event.aggregate_id
    if isinstance(data, TaskCreated):
        if data.source == "cadence" and data.source_ref is not None:
            handling.link(data.source_ref, task_id, command, merged=False)
        return
    if isinstance(data, TaskMerged):
        handling.link(data.source_ref, task_id, command, merged=True)
        return
    for item_id in data.serves:
        handling.task_done(item_id, task_id, event.actor.id, command)
    if data.account_id is not None:
        talks.heard(data.account_id, TaskCompleted.__name__, task_id, event.occurred_at, command)
