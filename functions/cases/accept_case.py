"""Accept a case that waits in one of your queues."""

from crm.cases import grants, handling
from crm.cases.handling import AlreadyAcceptedError
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/accept",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT],
    errors=[AlreadyAcceptedError, WrongStatusError],
)
def handler(case_id: str, command: Command) -> CaseView:
    """Accept a case that waits in one of your queues.

    The first to accept it has it, and the next is told who that is. Accepting a case that was assigned to you
    confirms it.
    """
    return handling.accept(case_id, command)
