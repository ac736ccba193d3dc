"""Change a system that hears of events."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import endpoints, grants
from crm.messaging.requests.endpoints import EditEndpoint
from crm.messaging.views.endpoints import EndpointView


@endpoint("PATCH /webhook-endpoints/{endpoint_id}", access=staff(ADMIN), uses=[grants.CHANGE], versioned=True)
def handler(endpoint_id: str, body: EditEndpoint, command: Command) -> EndpointView:
    """Change where, of what and whether a system hears; enabling it forgets that it failed."""
    return endpoints.edit(endpoint_id, body, command)
