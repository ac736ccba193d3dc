"""Begin with a task."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, handling
from crm.tasks.transitions import TaskWrongStatusError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, NotYourTaskError, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/start",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourTaskError, TaskSensitiveError, TaskWrongStatusError],
)
def handler(task_id: str, command: Command) -> TaskView:
    """Begin with a task of yours."""
    return handling.start(task_id, command)
