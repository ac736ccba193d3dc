"""Move a task to another time."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, handling
from crm.tasks.intake import SubtaskBeyondError
from crm.tasks.requests import RescheduleTask
from crm.tasks.schedule import DueOutOfReachError
from crm.tasks.transitions import TaskWrongStatusError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, NotYourTaskError, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/reschedule",
    access=PEOPLE,
    uses=[grants.PLAN],
    errors=[NotYourTaskError, TaskSensitiveError, DueOutOfReachError, SubtaskBeyondError, TaskWrongStatusError],
)
def handler(task_id: str, body: RescheduleTask, command: Command) -> TaskView:
    """Move a task to another time.

    It is answered like its creation: with what else takes that time, and when there is room.
    """
    return handling.reschedule(task_id, body, command)
