"""Show a customer what happened to their case."""

from crm.cases import grants, reading
from crm.cases.portal_views import PortalTimeline
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.paging import DEFAULT_LIMIT, Cursor, Limit


@endpoint("GET /portal/cases/{case_id}/timeline", access=CUSTOMER, uses=[grants.SHOW, grants.HISTORY])
def handler(case_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> PortalTimeline:
    """Show what happened to your case, newest first."""
    return reading.portal_timeline(case_id, command, limit, cursor)
