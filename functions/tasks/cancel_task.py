"""Call a task off."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, handling
from crm.tasks.handling import SubtasksOpenError
from crm.tasks.requests import CancelTask
from crm.tasks.transitions import TaskWrongStatusError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, NotYourTaskError, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/cancel",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourTaskError, TaskSensitiveError, SubtasksOpenError, TaskWrongStatusError],
)
def handler(task_id: str, body: CancelTask, command: Command) -> TaskView:
    """Call a task off that you gave, or that somebody has who reports to you."""
    return handling.cancel(task_id, body, command)
