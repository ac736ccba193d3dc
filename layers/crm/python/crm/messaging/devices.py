"""The phones and tablets that the app tells people on."""

from crm.core import environment, ids
from crm.core.command import Command
from crm.core.errors import InvalidError, NotFoundError
from crm.core.events import Event
from crm.core.transaction import Transaction
from crm.messaging import repository
from crm.messaging.events import DeviceRegistered, DeviceRemoved
from crm.messaging.models import Preferences
from crm.messaging.recipients import Device
from crm.messaging.requests.devices import RegisterDevice
from crm.messaging.views.devices import DeviceList, DeviceView

MOST = 10
"""Devices of a person; one more takes the place of the one registered first."""

CLAIM = "device"


class PlatformNotServedError(InvalidError):
    """The company has not connected the push service of such devices."""

    code = "platform_not_served"


def register(body: RegisterDevice, command: Command) -> DeviceView:
    """Tell the caller on a device from now on; whoever was told on it before is not any more.

    Registering it again only gives it the new name. Raises `PlatformNotServedError` where the company has not
    connected the push service of its platform.
    """
    if environment.find(f"PUSH_{body.platform.upper()}", "") == "":
        raise PlatformNotServedError("platform", platform=body.platform)
    device = Device(
        id=ids.derived_id("device", body.platform, body.token),
        registered_at=command.now,
        **body.model_dump(),
    )
    owner = repository.preferences.owner_of(CLAIM, device.id)
    if owner is not None and owner != command.caller.id:
        _remove(owner, (device.id,), "other_user", command.unkeyed())
    stored = repository.preferences.find(command.caller.id)
    before = stored or Preferences(id=command.caller.id)
    others = tuple(each for each in before.devices if each.id != device.id)
    kept = others[-(MOST - 1) :]
    events: list[Event] = [DeviceRemoved(device_id=each.id, reason="too_many") for each in others if each not in kept]
    if len(others) == len(before.devices):
        events.append(DeviceRegistered(device_id=device.id, platform=device.platform))
    view = DeviceView.of(device)
    transaction = Transaction(command)
    after = before.model_copy(update={"devices": (*kept, device)})
    repository.preferences.save(transaction, command, stored, after, events)
    transaction.commit(view)
    return view


def list_of(user_id: str) -> DeviceList:
    """Return the devices that somebody is told on, the one registered last first."""
    found = repository.preferences.find(user_id)
    return DeviceList(items=[DeviceView.of(each) for each in reversed(found.devices)] if found else [])


def remove(device_id: str, command: Command) -> None:
    """Tell the caller on a device no longer; raise `NotFoundError` where it is not theirs."""
    if not _remove(command.caller.id, (device_id,), "by_hand", command):
        raise NotFoundError("device", device_id)


def forget(user_id: str, gone: tuple[str, ...], command: Command) -> None:
    """Forget devices that their push service knows no more."""
    _remove(user_id, gone, "gone", command.unkeyed())


def _remove(user_id: str, device_ids: tuple[str, ...], reason: str, command: Command) -> bool:
    before = repository.preferences.find(user_id)
    if before is None:
        return False
    left = tuple(each for each in before.devices if each.id not in device_ids)
    if left == before.devices:
        return False
    lost = [each.id for each in before.devices if each not in left]
    events = [DeviceRemoved.model_validate({"device_id": each, "reason": reason}) for each in lost]
    transaction = Transaction(command)
    after = before.model_copy(update={"devices": left})
    repository.preferences.save(transaction, command, before, after, events)
    transaction.commit()
    return True
