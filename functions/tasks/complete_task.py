"""Finish a task."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, handling
from crm.tasks.handling import SubtasksOpenError
from crm.tasks.requests import CompleteTask
from crm.tasks.transitions import TaskWrongStatusError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, NotYourTaskError, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/complete",
    access=PEOPLE,
    uses=[grants.CHANGE, grants.FOLLOW_UP],
    errors=[NotYourTaskError, TaskSensitiveError, SubtasksOpenError, TaskWrongStatusError],
)
def handler(task_id: str, body: CompleteTask, command: Command) -> TaskView:
    """Finish a task with its result. An account that it is about changes its follow-up status in the same moment."""
    return handling.complete(task_id, body, command)
