"""List the systems that hear of events."""

from crm.core.access import ADMIN, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.messaging import grants, lists
from crm.messaging.views.endpoints import EndpointPage, EndpointView


@endpoint("GET /webhook-endpoints", access=staff(ADMIN), uses=[grants.LIST_ENDPOINTS])
def handler(limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> EndpointPage:
    """List the systems that hear of events, the oldest first."""
    endpoints, after = lists.endpoint_page(limit, cursor)
    return EndpointPage(items=[EndpointView.of(each) for each in endpoints], next_cursor=after)
