"""Follow a case, or let a colleague follow it or work on it too."""

from crm.cases import grants, handling
from crm.cases.handling import UnknownAssigneeError
from crm.cases.requests import Watch
from crm.cases.views import CaseView
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/watchers",
    status=201,
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[UnknownAssigneeError],
)
def handler(case_id: str, body: Watch, command: Command) -> CaseView:
    """Follow a case, or let a colleague follow it or work on it too.

    Who follows a case may read it and is told of replies.
    """
    return handling.watch(case_id, body, command)
