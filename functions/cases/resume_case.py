"""Go on with a case after waiting or a stop."""

from crm.cases import grants, handling
from crm.cases.requests import Resume
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/resumptions",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: Resume, command: Command) -> CaseView:
    """Go on with a case after waiting or a stop.

    The clocks go on where they stood.
    """
    return handling.resume(case_id, body, command)
