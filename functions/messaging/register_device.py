"""Be told on a phone or tablet."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.messaging import devices, grants
from crm.messaging.devices import PlatformNotServedError
from crm.messaging.requests.devices import RegisterDevice
from crm.messaging.views.devices import DeviceView


@endpoint(
    "POST /me/devices",
    status=201,
    access=staff(*EVERYONE),
    uses=[grants.CHANGE, grants.REMOVE, grants.KNOW_PLATFORMS],
    errors=[PlatformNotServedError, AlreadyExistsError],
)
def handler(body: RegisterDevice, command: Command) -> DeviceView:
    """Be told on a phone or tablet of whatever you are told in the app; register it each time the app starts.

    The token is what Apple's or Google's push service gave the app. A device tells one person: the one who
    registered it last. Mute a category on `mobile_push` with PUT /me/notification-preferences.
    """
    return devices.register(body, command)
