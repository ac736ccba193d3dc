"""Wait for the customer or a third party."""

from crm.cases import grants, handling
from crm.cases.handling import WaitInThePastError
from crm.cases.requests import WaitRequest
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/waits",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[WaitInThePastError, NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: WaitRequest, command: Command) -> CaseView:
    """Wait for the customer or a third party.

    What is asked and until when is recorded, and the customer is told. The clocks that the policy names stand still.
    """
    return handling.wait(case_id, body, command)
