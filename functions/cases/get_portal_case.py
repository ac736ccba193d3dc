"""Show a customer their case."""

from crm.cases import grants, timelines
from crm.cases.portal_views import PortalCaseDetail
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /portal/cases/{case_id}", access=CUSTOMER, uses=[grants.SHOW, grants.HISTORY])
def handler(case_id: str, command: Command) -> PortalCaseDetail:
    """Show your case: where it stands, and the newest of what happened to it."""
    return timelines.show_in_portal(case_id, command)
