"""Show a customer what happened to their case."""

from crm.cases import grants, timelines
from crm.cases.portal_views import PortalTimeline
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /portal/cases/{case_id}/timeline", access=CUSTOMER, uses=[grants.SHOW_TO_CUSTOMER, grants.HISTORY])
def handler(case_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> PortalTimeline:
    """Show what happened to your case, newest first."""
    return timelines.portal_timeline(case_id, command, limit, cursor)
