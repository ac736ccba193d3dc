"""Give a connection to a provider of IM new credentials."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.im import connections, grants
from crm.im.connections import OtherProviderError
from crm.im.payloads import RotateCredentials
from crm.im.views import ConnectionView


@endpoint(
    "POST /im/connections/{connection_id}/credential-rotations",
    status=201,
    access=staff(ADMIN),
    uses=[grants.CHANGE],
    errors=[OtherProviderError],
)
def handler(connection_id: str, body: RotateCredentials, command: Command) -> ConnectionView:
    """Give a connection new credentials; for 24 hours webhooks that are proven by those before are taken too."""
    return connections.rotate(connection_id, body, command)
