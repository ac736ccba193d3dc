"""Show what happened to a weekly list."""

from crm.cadence import grants, reading
from crm.cadence.views import CadenceHistory
from crm.cadence.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /cadence-lists/{list_id}/history", access=PEOPLE, uses=[grants.HISTORY])
def handler(list_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> CadenceHistory:
    """Show what happened to a weekly list, newest first: who made, approved and reminded, and what was done."""
    return reading.history(list_id, command, limit, cursor)
