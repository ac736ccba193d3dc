"""Stop telling a system."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import endpoints, grants


@endpoint(
    "DELETE /webhook-endpoints/{endpoint_id}",
    status=204,
    access=staff(ADMIN),
    uses=[grants.CHANGE, grants.REMOVE],
)
def handler(endpoint_id: str, command: Command) -> None:
    """Stop telling a system, and forget its secrets; what it was still to be told is suppressed."""
    endpoints.delete(endpoint_id, command)
