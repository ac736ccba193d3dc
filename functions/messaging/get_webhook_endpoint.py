"""Show a system that hears of events."""

from crm.core.access import ADMIN, staff
from crm.core.endpoint import endpoint
from crm.messaging import grants, repository
from crm.messaging.views.endpoints import EndpointView


@endpoint("GET /webhook-endpoints/{endpoint_id}", access=staff(ADMIN), uses=[grants.READ])
def handler(endpoint_id: str) -> EndpointView:
    """Show a system that hears of events, and whether it takes them."""
    return EndpointView.of(repository.endpoints.get(endpoint_id))
