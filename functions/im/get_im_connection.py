"""Show a connection to a provider of IM."""

from crm.core.access import ADMIN, staff
from crm.core.endpoint import endpoint
from crm.im import grants, repository
from crm.im.views import ConnectionView


@endpoint("GET /im/connections/{connection_id}", access=staff(ADMIN), uses=[grants.READ])
def handler(connection_id: str) -> ConnectionView:
    """Show a connection, without its secrets."""
    return ConnectionView.of(repository.connections.get(connection_id))
