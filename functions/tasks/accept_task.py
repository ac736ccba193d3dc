"""Take a task on."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, handling
from crm.tasks.transitions import TaskWrongStatusError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, NotYourTaskError, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/accept",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourTaskError, TaskSensitiveError, TaskWrongStatusError],
)
def handler(task_id: str, command: Command) -> TaskView:
    """Take a task on that was given to you."""
    return handling.accept(task_id, command)
