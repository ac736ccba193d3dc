"""List or search contacts."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.customers import grants, listing
from crm.customers.listing import FiltersExclusiveError
from crm.customers.views import ContactPage, ContactView


@endpoint(
    "GET /contacts",
    access=staff(*EVERYONE),
    uses=[grants.LIST_CONTACTS, grants.SEARCH],
    errors=[FiltersExclusiveError],
)
def handler(
    search: Annotated[str | None, Query(min_length=1, max_length=120)] = None,
    account_id: Annotated[str | None, Query(min_length=1, max_length=64)] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> ContactPage:
    """List contacts by name, or search them.

    `search` finds the beginning of a name, an e-mail address, an external reference or a phone number, with or
    without the country's code, whatever the case and the width of the characters; `account_id` lists the
    contacts of an account. One of the two at a time.
    """
    contacts, after = listing.contacts(search, account_id, limit, cursor)
    return ContactPage(items=[ContactView.of(contact) for contact in contacts], next_cursor=after)
