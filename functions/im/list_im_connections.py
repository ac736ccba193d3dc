"""List the connections to providers of IM."""

from crm.core.access import ADMIN, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.im import grants, repository
from crm.im.views import ConnectionPage, ConnectionView


@endpoint("GET /im/connections", access=staff(ADMIN), uses=[grants.LIST])
def handler(limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> ConnectionPage:
    """List the connections, the oldest first, without their secrets."""
    connections, after = repository.page(repository.connections, "connection", limit, cursor)
    return ConnectionPage(items=[ConnectionView.of(each) for each in connections], next_cursor=after)
