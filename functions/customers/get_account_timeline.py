"""Show what happened to an account."""

from crm.core.access import EVERYONE, Caller, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.customers import amounts, grants, repository
from crm.customers.views import CustomerTimeline


@endpoint(
    "GET /accounts/{account_id}/timeline",
    access=staff(*EVERYONE),
    uses=[grants.READ, grants.READ_TIMELINE],
)
def handler(account_id: str, caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> CustomerTimeline:
    """Show who changed what of an account and what happened around it, such as to its cases; newest first.

    What its contract is worth sees its owner, and supervisors.
    """
    account = repository.accounts.get(account_id)
    events, after = repository.account_timeline(account_id, limit, cursor)
    shown = events if amounts.shown_to(caller, account) else [amounts.masked(each) for each in events]
    return CustomerTimeline(items=shown, next_cursor=after)
