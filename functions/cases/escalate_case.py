"""Hand a case up a level, on your own judgement."""

from crm.cases import escalation, grants
from crm.cases.escalation import EscalationLevelError
from crm.cases.handling import UnknownAssigneeError
from crm.cases.requests import Escalate
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/escalations",
    status=201,
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT],
    errors=[EscalationLevelError, UnknownAssigneeError, WrongStatusError],
)
def handler(case_id: str, body: Escalate, command: Command) -> CaseView:
    """Hand a case up a level, on your own judgement.

    Who stands at the level is the policy's; `to` names somebody else. A new first response begins for them.
    """
    return escalation.escalate_by_hand(case_id, body, command)
