"""Who a message is for, as the gate and the channels need to know them.

Messaging imports neither the directory nor the customers: whoever composes a function says how a recipient is
found.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from crm.core.i18n import DEFAULT, Locale
from crm.core.messages import Audience, Channel, MessageClass

Platform = Literal["ios", "android"]
"""Whose push service a device listens to: Apple's (APNs) or Google's (FCM)."""


class Consent(BaseModel):
    """What somebody last said about being written to on a channel for a purpose, and how we know."""

    model_config = ConfigDict(frozen=True)

    channel: str
    purpose: MessageClass
    status: Literal["granted", "withdrawn"]
    source: str
    recorded_at: datetime

    @property
    def proof(self) -> str:
        """What the ledger keeps of it: the word, when it was given, and where."""
        return f"{self.status} {self.recorded_at.isoformat()} {self.source}"


class Device(BaseModel):
    """A phone or tablet that the app runs on, by the token that its maker's push service knows it by."""

    model_config = ConfigDict(frozen=True)

    id: str
    platform: Platform
    token: str
    name: str
    registered_at: datetime


class Receiver(BaseModel):
    """Where another system takes webhooks, and the secrets to sign them with, the newest first."""

    model_config = ConfigDict(frozen=True)

    url: str
    secrets: tuple[str, ...]


class ImAddress(BaseModel):
    """Where IM reaches somebody: the connection to the provider, and on it the colleague or the conversation.

    What is said in a conversation may be an answer to `thread_id`, which knows where that is.
    """

    model_config = ConfigDict(frozen=True)

    connection_id: str
    im_user_id: str | None = None
    thread_id: str | None = None


class Recipient(BaseModel):
    """A colleague, a customer's contact, another system or a conversation in IM.

    `preferred_channels` are those they would rather be reached on; none named means all are welcome. `failing`
    says of a system that it did not take what it was sent last.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Audience
    name: str
    locale: Locale = DEFAULT
    zone: str = "Asia/Shanghai"
    email: str | None = None
    active: bool = True
    preferred_channels: tuple[Channel, ...] = ()
    consents: tuple[Consent, ...] = ()
    receiver: Receiver | None = None
    im: ImAddress | None = None
    devices: tuple[Device, ...] = ()
    failing: bool = False

    @classmethod
    def of(cls, kind: Audience, state: BaseModel) -> Self:
        """Return somebody as messaging sees them: what it needs of another domain's state, by the same names."""
        return cls.model_validate({**state.model_dump(), "kind": kind})

    def consent(self, channel: Channel, purpose: MessageClass) -> Consent | None:
        """Return what they said last, None where they never did."""
        return next((each for each in self.consents if (each.channel, each.purpose) == (channel, purpose)), None)


FindRecipient = Callable[[Audience, str], Recipient | None]
"""How a recipient is found, by what they are and their id."""

FindInIm = Callable[[str], ImAddress | None]
"""How a colleague is found in IM, by their id; asked only where a message may go there."""
