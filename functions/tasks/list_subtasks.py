"""Show the parts of a task."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, reading
from crm.tasks.views import TaskList
from crm.tasks.visibility import PEOPLE


@endpoint(
    "GET /tasks/{task_id}/subtasks",
    access=PEOPLE,
    uses=[grants.SUBTASKS],
)
def handler(task_id: str, command: Command) -> TaskList:
    """Show the parts of a task, in the order they were added."""
    return reading.subtasks(task_id, command)
