"""Stop work on a case for a reason."""

from crm.cases import grants, handling
from crm.cases.requests import Stop
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/stops",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: Stop, command: Command) -> CaseView:
    """Stop work on a case for a reason.

    The clocks that the policy names stand still until work is resumed; the reason is kept.
    """
    return handling.stop_work(case_id, body, command)
