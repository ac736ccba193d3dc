"""List or search accounts."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.access import EVERYONE, Caller, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.customers import grants, listing
from crm.customers.listing import FiltersExclusiveError
from crm.customers.views import AccountPage, AccountView


@endpoint(
    "GET /accounts",
    access=staff(*EVERYONE),
    uses=[grants.LIST_ACCOUNTS, grants.SEARCH],
    errors=[FiltersExclusiveError],
)
def handler(
    caller: Caller,
    search: Annotated[str | None, Query(min_length=1, max_length=120)] = None,
    owner_id: Annotated[str | None, Query(min_length=1, max_length=64)] = None,
    parent_id: Annotated[str | None, Query(min_length=1, max_length=64)] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> AccountPage:
    """List accounts by name, or search them.

    `search` finds the beginning of a name or an external reference, whatever the case and the width of the
    characters; `owner_id` lists those a colleague answers for, `parent_id` those directly below an account. One
    of the three at a time.
    """
    accounts, after = listing.accounts(search, owner_id, parent_id, limit, cursor)
    return AccountPage(items=[AccountView.of(account, caller) for account in accounts], next_cursor=after)
