"""What may be asked of devices."""

from typing import Annotated

from pydantic import Field

from crm.core.payload import Payload
from crm.messaging.recipients import Platform

Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9:_-]{16,2048}$")]
"""What the push service of the platform gave the app on the device to be reached by."""


class RegisterDevice(Payload):
    """The device that the app runs on, by the token that its push service gave it."""

    platform: Platform
    token: Token
    name: Annotated[str, Field(min_length=1, max_length=80)]
