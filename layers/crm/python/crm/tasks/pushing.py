"""When a task reached its assignee: what there is between giving it and their being able to know."""

from crm.core import ids
from crm.core.command import Command
from crm.core.events import Received
from crm.core.transaction import Transaction
from crm.messaging.events import MessageDelivered
from crm.tasks import notices, repository
from crm.tasks.events import TaskPushed
from crm.tasks.repository import pushes


def note(event: Received[MessageDelivered], command: Command) -> None:
    """Note that the notice of a task is there for its assignee; what else is delivered is no push."""
    told = event.data
    if told.template != notices.PUSH or told.channel != "in_app":
        return
    task = repository.tasks.get(told.subject_id)
    pushed = TaskPushed(
        task_id=task.id,
        assignee_id=told.to,
        team_id=task.team_id if told.to == task.assignee_id else None,
        given_at=told.requested_at,
        pushed_at=event.occurred_at,
    )
    transaction = Transaction(command)
    pushes.put(transaction, command, ids.derived_id("push", event.aggregate_id), pushed)
    transaction.commit()
