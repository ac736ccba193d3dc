"""List the devices that the caller is told on."""

from crm.core.access import EVERYONE, Caller, staff
from crm.core.endpoint import endpoint
from crm.messaging import devices, grants
from crm.messaging.views.devices import DeviceList


@endpoint("GET /me/devices", access=staff(*EVERYONE), uses=[grants.READ])
def handler(caller: Caller) -> DeviceList:
    """List the phones and tablets that you are told on, the one registered last first."""
    return devices.list_of(caller.id)
