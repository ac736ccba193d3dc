"""Give a part of a case to a colleague."""

from crm.cases import grants, subtasks
from crm.cases.desk_requests import PlanSubtask
from crm.cases.handling import UnknownAssigneeError
from crm.cases.subtasks import SubtaskDueError, TooManySubtasksError
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/subtasks",
    status=201,
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[NotYourCaseError, SubtaskDueError, TooManySubtasksError, UnknownAssigneeError, WrongStatusError],
)
def handler(case_id: str, body: PlanSubtask, command: Command) -> CaseView:
    """Give a part of a case to a colleague, with a due time of its own: it becomes a task of theirs.

    The case's clocks run on. While a mandatory part is open the case cannot be resolved; ending its task frees it.
    """
    return subtasks.plan(case_id, body, command)
