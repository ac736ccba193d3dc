"""Let another system hear of events."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import endpoints, grants
from crm.messaging.requests.endpoints import CreateEndpoint
from crm.messaging.views.endpoints import EndpointSecretView


@endpoint("POST /webhook-endpoints", status=201, access=staff(ADMIN), uses=[grants.CHANGE])
def handler(body: CreateEndpoint, command: Command) -> EndpointSecretView:
    """Let another system hear of events, signed as Standard Webhooks has it.

    The answer holds the secret to check the signatures with; it is never shown again.
    """
    return endpoints.create(body, command)
