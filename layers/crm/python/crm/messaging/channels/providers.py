"""Which channel is served by what, and what passes between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Literal, Protocol

from crm.core.messages import Channel
from crm.messaging.models import Message
from crm.messaging.recipients import Recipient
from crm.messaging.settings.policy import Policy
from crm.messaging.settings.template import Template

_MODULES: dict[Channel, str] = {
    "email": "crm.messaging.channels.email",
    "mobile_push": "crm.messaging.channels.mobile_push",
    "webhook": "crm.messaging.channels.webhook",
}
"""The channels that messaging itself serves."""

_CALLED: frozenset[Channel] = frozenset({*_MODULES, "im"})
"""The channels with a provider. What is read in the app is written with the ledger and goes nowhere."""

_REPEATABLE: frozenset[Channel] = frozenset({"webhook"})
"""The channels whose other side takes a message once however often it is handed over, by its id."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """All that a provider may need to know of a message that leaves."""

    message: Message
    template: Template
    recipient: Recipient
    policy: Policy
    now: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call: sent; refused for good; surely not sent, so that it can be tried again; or not known.

    `limited` is a message that the provider takes no more of now: it waits for `after`, and that is no failure.
    """

    word: Literal["sent", "refused", "not_sent", "unknown", "limited"]
    reason: str | None = None
    provider_id: str | None = None
    after: timedelta = timedelta(minutes=1)
    gone: tuple[str, ...] = ()
    """The ids of the recipient's devices that will never take anything again."""


class Provider(Protocol):
    """What a channel with a provider offers."""

    def send(self, outgoing: Outgoing) -> Outcome:
        """Hand a message over; raise nothing that the provider or the network may cause."""


def needs_call(channel: Channel) -> bool:
    """Say whether a provider is to be called."""
    return channel in _CALLED


def repeatable(channel: Channel) -> bool:
    """Say whether the same message may be handed over twice."""
    return channel in _REPEATABLE


FindProvider = Callable[[Channel], Provider]
"""How what takes messages for a channel is found."""


def provider(channel: Channel) -> Provider:
    """Return what takes messages for a channel of messaging's own; only that channel's module is loaded."""
    found: Provider = import_module(_MODULES[channel]).CHANNEL
    return found
