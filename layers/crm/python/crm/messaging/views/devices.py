"""How devices are shown: never their tokens, which are as good as an address."""

from datetime import datetime

from pydantic import BaseModel

from crm.messaging.recipients import Device, Platform


class DeviceView(BaseModel):
    """A phone or tablet that the caller is told on."""

    device_id: str
    platform: Platform
    name: str
    registered_at: datetime

    @classmethod
    def of(cls, device: Device) -> "DeviceView":
        """Show a device."""
        return cls(device_id=device.id, **device.model_dump(include=set(cls.model_fields)))


class DeviceList(BaseModel):
    """The caller's devices, the one registered last first; there are never more than ten."""

    items: list[DeviceView]
