"""List the escalations of a case."""

from crm.cases import escalation, grants
from crm.cases.views import EscalationList
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /cases/{case_id}/escalations", access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR), uses=[grants.SHOW])
def handler(case_id: str, command: Command) -> EscalationList:
    """List the escalations of a case in order: level, cause, from whom, to whom, and which were taken back."""
    return escalation.escalations(case_id, command)
