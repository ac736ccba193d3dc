"""Record that the customer can work again, if only provisionally."""

from crm.cases import closing, grants
from crm.cases.requests import Restore
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/restorations",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: Restore, command: Command) -> CaseView:
    """Record that the customer can work again, if only provisionally.

    The restore milestone is met; the case stays open until it is resolved.
    """
    return closing.restore(case_id, body, command)
