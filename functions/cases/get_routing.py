"""Show how a case was routed."""

from crm.cases import explaining, grants
from crm.cases.explaining import RoutingHistory
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint(
    "GET /cases/{case_id}/routing",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.SHOW, grants.HISTORY],
)
def handler(case_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> RoutingHistory:
    """Show how a case was routed: the rule, every candidate with their scores or why they were left out.

    Each decision is taken again from what was known then; `replays` says that it comes out the same.
    """
    return explaining.routing_history(case_id, command, limit, cursor)
