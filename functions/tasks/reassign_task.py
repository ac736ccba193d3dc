"""Let somebody else do a task."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, handling
from crm.tasks.people import OutsideYourLineError, TaskAssigneeUnknownError
from crm.tasks.requests import ReassignTask
from crm.tasks.transitions import TaskWrongStatusError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, NotYourTaskError, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/reassign",
    access=PEOPLE,
    uses=[grants.PLAN],
    errors=[NotYourTaskError, TaskSensitiveError, TaskAssigneeUnknownError, OutsideYourLineError, TaskWrongStatusError],
)
def handler(task_id: str, body: ReassignTask, command: Command) -> TaskView:
    """Let somebody else do a task that you gave, or that somebody has who reports to you."""
    return handling.reassign(task_id, body, command)
