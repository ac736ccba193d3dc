"""Show what was decided about who does what for a customer."""

from crm.conflicts import grants, reading
from crm.conflicts.views import ResponsibilityHistory
from crm.conflicts.visibility import PEOPLE
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.customers import grants as customers


@endpoint("GET /accounts/{account_id}/responsibility/history", access=PEOPLE, uses=[grants.HISTORY, customers.READ])
def handler(account_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> ResponsibilityHistory:
    """Show every version of who does what for a customer, newest first: decided when, by whom, and why."""
    return reading.decisions(account_id, limit, cursor)
