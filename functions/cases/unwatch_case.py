"""Follow a case no more."""

from crm.cases import grants, handling
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import table


@endpoint(
    "DELETE /cases/{case_id}/watchers/{user_id}",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.CHANGE, table("cases", "delete")],
    errors=[NotYourCaseError],
)
def handler(case_id: str, user_id: str, command: Command) -> CaseView:
    """Follow a case no more, or take a colleague off it where it is yours."""
    return handling.unwatch(case_id, user_id, command)
