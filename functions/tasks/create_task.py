"""Give a task."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, intake
from crm.tasks.intake import TaskSubjectUnknownError
from crm.tasks.people import OutsideYourLineError, TaskAssigneeUnknownError
from crm.tasks.requests import CreateTask
from crm.tasks.schedule import DueOutOfReachError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE


@endpoint(
    "POST /tasks",
    status=201,
    access=PEOPLE,
    uses=[grants.PLAN, grants.FIND_SUBJECT],
    errors=[TaskAssigneeUnknownError, OutsideYourLineError, TaskSubjectUnknownError, DueOutOfReachError],
)
def handler(body: CreateTask, command: Command) -> TaskView:
    """Give a task to yourself, or to somebody who reports to you.

    It is in their inbox at once, at the place its priority gives. Where their time is taken, `schedule_conflict` says
    by what, and proposes when there is room. Who is absent until it is due is stood in for by their deputy.
    """
    return intake.create(body, command)
