"""What happens to messages, to preferences and to the systems that take webhooks.

Most messages are sent and nobody needs to hear of it: only what somebody would react to is an event.
"""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import JsonValue

from crm.core.events import Event
from crm.core.messages import Channel
from crm.messaging.recipients import Platform


class MessageDelivered(Event):
    """A message is there to be read, of which whoever wished for it wanted to hear."""

    to: str
    template: str
    subject_id: str
    channel: Channel
    requested_at: datetime
    provider_id: str | None = None
    """What the provider calls it; none for what is read in the app."""


class MessageFailed(Event):
    """A message could not be sent and will not be tried again."""

    counted: ClassVar[bool] = True

    to: str
    template: str
    subject_id: str
    channel: Channel
    reason: str


class MessageUncertain(Event):
    """The provider's answer was lost: the message may have been sent, and is not sent again by itself."""

    counted: ClassVar[bool] = True

    to: str
    template: str
    subject_id: str
    channel: Channel
    reason: str


class MessageSettled(Event):
    """Somebody found out what became of an uncertain message."""

    channel: Channel
    outcome: Literal["was_sent", "send_again"]
    note: str


class NotificationPreferencesChanged(Event):
    """Somebody chose what to be told, and where."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class DeviceRegistered(Event):
    """Somebody is told on one more device."""

    device_id: str
    platform: Platform


class DeviceRemoved(Event):
    """Somebody is no longer told on a device: `gone` is the push service's word for it, the others are ours."""

    device_id: str
    reason: Literal["by_hand", "gone", "other_user", "too_many"]


class EndpointCreated(Event):
    """Another system is to hear of events."""

    url: str
    event_types: tuple[str, ...]


class EndpointEdited(Event):
    """Members of an endpoint changed; each with what it was and what it is."""

    changes: dict[str, tuple[JsonValue, JsonValue]]


class EndpointSecretRotated(Event):
    """An endpoint got a new secret; the one before signs along for a while."""


class EndpointDeleted(Event):
    """An endpoint was taken away, and its secrets with it."""

    url: str


class EndpointTested(Event):
    """A test webhook was asked for."""


class EndpointAnswered(Event):
    """An endpoint that had failed took a webhook again."""

    to: str


class EndpointDisabled(Event):
    """An endpoint failed too often, or said that it is gone: it hears of nothing more until it is enabled again."""

    counted: ClassVar[bool] = True

    url: str
    reason: str
    failures: int
