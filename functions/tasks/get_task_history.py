"""Show what happened to a task."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.tasks import grants, reading
from crm.tasks.views import TaskHistory
from crm.tasks.visibility import PEOPLE, TaskSensitiveError


@endpoint(
    "GET /tasks/{task_id}/history",
    access=PEOPLE,
    uses=[grants.SHOW, grants.HISTORY],
    errors=[TaskSensitiveError],
)
def handler(task_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> TaskHistory:
    """Show what happened to a task, newest first: who did what, when, why, and what came of it."""
    return reading.history(task_id, command, limit, cursor)
