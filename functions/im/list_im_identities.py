"""List who people in IM are."""

from crm.core.access import ADMIN, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.im import grants, repository
from crm.im.views import IdentityPage, IdentityView


@endpoint("GET /im/connections/{connection_id}/identities", access=staff(ADMIN), uses=[grants.READ, grants.LIST])
def handler(connection_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> IdentityPage:
    """List who is which colleague at a provider, the oldest link first."""
    repository.connections.get(connection_id)
    found, after = repository.page(repository.identities, f"identity:{connection_id}", limit, cursor)
    return IdentityPage(items=[IdentityView.of(each) for each in found], next_cursor=after)
