"""Take an escalation back that was a mistake."""

from crm.cases import escalation, grants
from crm.cases.escalation import NotRevertibleError
from crm.cases.requests import Revert
from crm.cases.views import CaseView
from crm.core.access import SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/escalations/{escalation_id}/revert",
    access=staff(SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT],
    errors=[NotRevertibleError],
)
def handler(case_id: str, escalation_id: str, body: Revert, command: Command) -> CaseView:
    """Take an escalation back that was a mistake.

    Owner, status and clocks are as before it; both events stay in the timeline.
    """
    return escalation.revert(case_id, escalation_id, body, command)
