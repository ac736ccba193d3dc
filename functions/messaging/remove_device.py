"""Be told on a device no longer."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import devices, grants


@endpoint(
    "DELETE /me/devices/{device_id}",
    status=204,
    access=staff(*EVERYONE),
    uses=[grants.CHANGE, grants.REMOVE],
    versioned=False,
)
def handler(device_id: str, command: Command) -> None:
    """Be told on a phone or tablet no longer, for instance when you sign out on it."""
    devices.remove(device_id, command)
