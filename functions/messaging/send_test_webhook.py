"""Send a system a test."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import endpoints, grants
from crm.messaging.endpoints import EndpointInactiveError
from crm.messaging.views.endpoints import TestView


@endpoint(
    "POST /webhook-endpoints/{endpoint_id}/tests",
    status=202,
    access=staff(ADMIN),
    uses=[grants.CHANGE],
    errors=[EndpointInactiveError],
    versioned=False,
)
def handler(endpoint_id: str, command: Command) -> TestView:
    """Send a system a webhook that means nothing; `GET /messages/{message_id}` tells how it fared."""
    return endpoints.test(endpoint_id, command)
