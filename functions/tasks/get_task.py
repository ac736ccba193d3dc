"""Show a task."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, reading
from crm.tasks.views import TaskDetail
from crm.tasks.visibility import PEOPLE


@endpoint(
    "GET /tasks/{task_id}",
    access=PEOPLE,
    uses=[grants.LOOK],
)
def handler(task_id: str, command: Command) -> TaskDetail:
    """Show a task. What a sensitive one is about is masked for those who have nothing to do with it.

    `pushed_at` less `created_at` is how long it took to reach its first assignee.
    """
    return reading.show(task_id, command)
