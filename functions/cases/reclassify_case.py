"""Change the impact, urgency or category of a case, and say why."""

from crm.cases import grants, handling
from crm.cases.intake import UnknownCategoryError
from crm.cases.requests import Reclassify
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/reclassifications",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[UnknownCategoryError, NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: Reclassify, command: Command) -> CaseView:
    """Change the impact, urgency or category of a case, and say why.

    Priority follows from the matrix and cannot be set; the promise follows from the policy, and the time used is kept.
    """
    return handling.reclassify(case_id, body, command)
