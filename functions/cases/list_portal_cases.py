"""List a customer's own cases."""

from crm.cases import lists
from crm.cases.portal_views import PortalCasePage
from crm.core.access import CUSTOMER, Caller
from crm.core.endpoint import endpoint
from crm.core.grants import index
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /portal/cases", access=CUSTOMER, uses=[index("cases", "by_contact")])
def handler(caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> PortalCasePage:
    """List your own cases, newest first."""
    return lists.list_of_contact(caller.id, limit, cursor)
