"""Show the service levels of a case."""

from crm.cases import grants, reading
from crm.cases.sla.views import SlaView
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /cases/{case_id}/sla", access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR), uses=[grants.SHOW])
def handler(case_id: str, command: Command) -> SlaView:
    """Show the service levels of a case as they stand now: target, time used and left, when due, in which state."""
    return reading.sla(case_id, command)
