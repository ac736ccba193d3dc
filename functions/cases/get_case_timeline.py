"""Show what happened to a case."""

from crm.cases import grants, timelines
from crm.cases.views import CaseTimeline
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.messaging import grants as messaging


@endpoint(
    "GET /cases/{case_id}/timeline",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.SHOW, grants.HISTORY, messaging.READ_DELIVERIES],
)
def handler(case_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> CaseTimeline:
    """Show what happened to a case, newest first: who did what, and how the messages it sent were delivered."""
    return timelines.timeline(case_id, command, limit, cursor)
