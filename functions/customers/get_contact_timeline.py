"""Show what happened to a contact."""

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.customers import grants, repository
from crm.customers.views import CustomerTimeline


@endpoint(
    "GET /contacts/{contact_id}/timeline",
    access=staff(*EVERYONE),
    uses=[grants.READ, grants.READ_TIMELINE],
)
def handler(contact_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> CustomerTimeline:
    """Show who changed what of a contact, every consent and every sign-in granted; newest first."""
    repository.contacts.get(contact_id)
    events, after = repository.contacts.timeline(contact_id, limit, cursor)
    return CustomerTimeline(items=events, next_cursor=after)
