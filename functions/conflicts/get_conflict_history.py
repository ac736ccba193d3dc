"""Show what happened in a conflict."""

from crm.conflicts import grants, reading
from crm.conflicts.views import FollowerHistory
from crm.conflicts.visibility import PEOPLE
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /conflicts/{conflict_id}/history", access=PEOPLE, uses=[grants.READ, grants.HISTORY])
def handler(conflict_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> FollowerHistory:
    """Show what happened in a conflict, newest first: who joined, who was told when, and what was decided by whom."""
    return reading.history(conflict_id, limit, cursor)
