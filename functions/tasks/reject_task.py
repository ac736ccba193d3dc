"""Give a task back."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, handling
from crm.tasks.requests import RejectTask
from crm.tasks.transitions import TaskWrongStatusError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, NotYourTaskError, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/reject",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourTaskError, TaskSensitiveError, TaskWrongStatusError],
)
def handler(task_id: str, body: RejectTask, command: Command) -> TaskView:
    """Give a task back that was given to you, and say why: it waits for who gave it."""
    return handling.reject(task_id, body, command)
