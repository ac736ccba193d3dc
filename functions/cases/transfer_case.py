"""Hand a case to a colleague, or put it into a queue."""

from crm.cases import grants, handling
from crm.cases.desk import AtCapacityError
from crm.cases.handling import UnknownAssigneeError, UnknownQueueError
from crm.cases.requests import Transfer
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/transfers",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT],
    errors=[AtCapacityError, UnknownAssigneeError, UnknownQueueError, NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: Transfer, command: Command) -> CaseView:
    """Hand a case to a colleague, or put it into a queue.

    In a queue it is routed anew. A colleague at capacity is refused, unless a supervisor insists with
    `over_capacity`.
    """
    return handling.transfer(case_id, body, command)
