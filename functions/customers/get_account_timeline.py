"""Show what happened to an account."""

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.customers import grants, repository
from crm.customers.views import CustomerTimeline


@endpoint(
    "GET /accounts/{account_id}/timeline",
    access=staff(*EVERYONE),
    uses=[grants.READ, grants.READ_TIMELINE],
)
def handler(account_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> CustomerTimeline:
    """Show who changed what of an account and what happened around it, such as to its cases; newest first."""
    repository.accounts.get(account_id)
    events, after = repository.account_timeline(account_id, limit, cursor)
    return CustomerTimeline(items=events, next_cursor=after)
