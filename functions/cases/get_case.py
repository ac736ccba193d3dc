"""Show a case."""

from crm.cases import grants, reading
from crm.cases.views import CaseView
from crm.core.access import AGENT, INTEGRATION, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /cases/{case_id}", access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR, INTEGRATION), uses=[grants.SHOW])
def handler(case_id: str, command: Command) -> CaseView:
    """Show a case, by its id or its number, with its milestones as they stand now."""
    return reading.show(case_id, command)
