"""Make a part of a task a task of its own."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, intake
from crm.tasks.intake import SubtaskBeyondError, SubtaskLimitError
from crm.tasks.people import OutsideYourLineError, TaskAssigneeUnknownError
from crm.tasks.requests import AddSubtask
from crm.tasks.schedule import DueOutOfReachError
from crm.tasks.transitions import TaskWrongStatusError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, NotYourTaskError, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/subtasks",
    status=201,
    access=PEOPLE,
    uses=[grants.PLAN],
    errors=[
        NotYourTaskError,
        TaskSensitiveError,
        TaskAssigneeUnknownError,
        OutsideYourLineError,
        DueOutOfReachError,
        SubtaskBeyondError,
        SubtaskLimitError,
        TaskWrongStatusError,
    ],
)
def handler(task_id: str, body: AddSubtask, command: Command) -> TaskView:
    """Make a part of a task a task of its own.

    It is due no later than the whole and no less sensitive, and the whole is not done before it.
    """
    return intake.add_subtask(task_id, body, command)
