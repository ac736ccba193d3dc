"""Give a system a new secret."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import endpoints, grants
from crm.messaging.views.endpoints import EndpointSecretView


@endpoint(
    "POST /webhook-endpoints/{endpoint_id}/secret-rotations",
    status=201,
    access=staff(ADMIN),
    uses=[grants.CHANGE],
)
def handler(endpoint_id: str, command: Command) -> EndpointSecretView:
    """Give a system a new secret, shown this once; for 24 hours webhooks carry the signatures of both."""
    return endpoints.rotate_secret(endpoint_id, command)
