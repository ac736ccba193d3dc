"""Change a connection to a provider of IM."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.im import connections, grants
from crm.im.payloads import EditConnection
from crm.im.views import ConnectionView


@endpoint("PATCH /im/connections/{connection_id}", access=staff(ADMIN), uses=[grants.CHANGE], versioned=True)
def handler(connection_id: str, body: EditConnection, command: Command) -> ConnectionView:
    """Change a connection's name, how much is sent through it in a minute, or whether it is used at all.

    Switched off, it takes no webhooks (404) and nothing is sent through it.
    """
    return connections.edit(connection_id, body, command)
