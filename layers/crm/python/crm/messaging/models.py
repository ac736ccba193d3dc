"""Messages in the ledger, what their recipients chose, and the systems that take webhooks."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from crm.core.events import Actor
from crm.core.messages import Audience, Channel, MessageClass, MessageRequested
from crm.core.repository import Aggregate
from crm.messaging.recipients import Device

DeliveryState = Literal["requested", "deferred", "retrying", "sending", "sent", "suppressed", "failed", "uncertain"]

TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    "requested": frozenset({"sending", "sent", "deferred", "suppressed", "failed"}),
    "deferred": frozenset({"sending", "sent", "deferred", "suppressed", "failed"}),
    "retrying": frozenset({"sending", "deferred", "suppressed", "failed"}),
    "sending": frozenset({"sent", "failed", "uncertain", "retrying"}),
    "uncertain": frozenset({"sent", "requested"}),
    "sent": frozenset(),
    "suppressed": frozenset(),
    "failed": frozenset(),
}
"""What may follow what. Only a person's decision leads out of `uncertain`."""

OPEN: frozenset[DeliveryState] = frozenset({"requested", "deferred", "retrying", "sending"})
"""The states in which the machine has still something to do."""

ATTENTION: tuple[DeliveryState, ...] = ("uncertain", "failed", "deferred", "retrying")
"""The states that people look for, the most pressing first."""


LIMITED = "rate_limited"
"""Why a delivery waits that the provider takes no more of now."""


class TransitionError(ValueError):
    """A delivery was to go where no way leads: a mistake in the code."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Step(_Part):
    """A state that a delivery came into, when, and by which rule or for which reason."""

    state: DeliveryState
    at: datetime
    reason: str | None = None


class Delivery(_Part):
    """One message on one channel: where it is on its way, and how it came there.

    `consent` is the consent it was sent under; `provider_id` what the provider calls it.
    """

    channel: Channel
    history: tuple[Step, ...]
    due_at: datetime | None = None
    provider_id: str | None = None
    consent: str | None = None

    @classmethod
    def requested(cls, channel: Channel, now: datetime) -> Self:
        """Return the delivery at its beginning."""
        return cls(channel=channel, history=(Step(state="requested", at=now),))

    @property
    def state(self) -> DeliveryState:
        """Where it is."""
        return self.history[-1].state

    @property
    def since(self) -> datetime:
        """Since when it is there."""
        return self.history[-1].at

    @property
    def reason(self) -> str | None:
        """Why it is there."""
        return self.history[-1].reason

    @property
    def attempts(self) -> int:
        """How often the provider was called and might have taken it."""
        called = sum(step.state == "sending" for step in self.history)
        return called - sum((step.state, step.reason) == ("retrying", LIMITED) for step in self.history)

    def open_at(self, now: datetime) -> bool:
        """Say whether there is something to do by `now`."""
        return self.state in OPEN and (self.due_at is None or self.due_at <= now)

    def moved(
        self, state: DeliveryState, now: datetime, reason: str | None = None, due_at: datetime | None = None
    ) -> Self:
        """Return the delivery one step further; raise `TransitionError` where no way leads."""
        if state not in TRANSITIONS[self.state]:
            raise TransitionError(f"{self.state} → {state}")
        step = Step(state=state, at=now, reason=reason)
        return self.model_copy(update={"history": (*self.history, step), "due_at": due_at})


class Notice(_Part):
    """What a colleague reads in the app."""

    title: str
    body: str
    template: str
    category: str


class Told(_Part):
    """A notice as it stands in its reader's list."""

    message_id: str
    subject_id: str
    at: datetime
    notice: Notice
    read: bool


class Message(Aggregate):
    """A message in the ledger: who wanted whom told what, and how it fares on each channel."""

    to: str
    audience: Audience = "user"
    template: str
    template_version: int | None = None
    category: str = ""
    subject_id: str
    facts: dict[str, JsonValue] = Field(default_factory=dict)
    message_class: MessageClass = "service"
    channels: tuple[Channel, ...] = ()
    urgent: bool = False
    receipt: Channel | None = None
    actor: Actor
    correlation_id: str
    requested_at: datetime
    kept_until: datetime | None = None
    deliveries: tuple[Delivery, ...] = ()
    notice: Notice | None = None
    read_at: datetime | None = None

    @property
    def next_due_at(self) -> datetime | None:
        """When there is something to do next."""
        return min((each.due_at for each in self.deliveries if each.due_at), default=None)

    @property
    def listed_at(self) -> datetime:
        """When it appeared to its reader, or else in the ledger: what lists are ordered by."""
        in_app = self.find_delivery("in_app")
        if in_app is not None and in_app.state == "sent":
            return in_app.since
        return self.deliveries[0].history[0].at if self.deliveries else self.requested_at

    @property
    def attention(self) -> DeliveryState | None:
        """The most pressing state of its deliveries, None where nobody needs to look."""
        states = {each.state for each in self.deliveries}
        return next((state for state in ATTENTION if state in states), None)

    @property
    def settled(self) -> bool:
        """Whether nothing can be sent any more."""
        return all(each.state not in OPEN and each.state != "uncertain" for each in self.deliveries)

    def open_at(self, now: datetime) -> bool:
        """Say whether there is something to do by `now`."""
        return any(each.open_at(now) for each in self.deliveries)

    def find_delivery(self, channel: Channel) -> Delivery | None:
        """Return how it fares on a channel, None where it was never to go there."""
        return next((each for each in self.deliveries if each.channel == channel), None)

    def delivery(self, channel: Channel) -> Delivery:
        """Return how it fares on a channel that it is known to go through."""
        return next(each for each in self.deliveries if each.channel == channel)

    def with_delivery(self, delivery: Delivery) -> Self:
        """Return the message with the delivery on that channel replaced."""
        replaced = tuple(delivery if each.channel == delivery.channel else each for each in self.deliveries)
        return self.model_copy(update={"deliveries": replaced})

    def request(self) -> MessageRequested:
        """Return the wish that the message came from."""
        return MessageRequested(
            to=self.to,
            audience=self.audience,
            template=self.template,
            subject_id=self.subject_id,
            facts=self.facts,
            message_class=self.message_class,
            channels=self.channels,
            urgent=self.urgent,
            receipt=self.receipt,
        )


class Touches(BaseModel):
    """The marketing messages a person lately got: `<message>:<channel>` and when."""

    model_config = ConfigDict(frozen=True)

    version: int = 0
    at: dict[str, datetime] = Field(default_factory=dict)


class Preferences(Aggregate):
    """What somebody does not want to be told, and where: `<category>:<channel>`; and the devices that tell them."""

    muted: tuple[str, ...] = ()
    devices: tuple[Device, ...] = ()
    """The one registered last comes last."""

    def mutes(self, category: str, channel: Channel) -> bool:
        """Say whether they switched a category off on a channel."""
        return f"{category}:{channel}" in self.muted


PersonalChannel = Literal["in_app", "email", "im", "mobile_push"]
"""The channels that people choose among."""

ENDPOINT_PREFIX = "hook"
WEBHOOK_TEMPLATE = "webhook_event"
"""What is sent to endpoints: the event as it is."""

GONE = "gone"
"""Why a webhook failed whose receiver wants no more."""

EventName = Annotated[str, Field(pattern=r"^([A-Z][A-Za-z]{1,59}|\*)$")]
"""The type of an event, such as `CaseOpened`, or `*` for all."""


class Endpoint(Aggregate):
    """Another system that wants to hear of events."""

    url: str
    description: str = ""
    event_types: tuple[EventName, ...]
    secret: str
    previous_secret: str | None = None
    previous_secret_until: datetime | None = None
    active: bool = True
    consecutive_failures: int = 0
    disabled_reason: str | None = None
    created_by: str
    created_at: datetime

    def wants(self, event_type: str) -> bool:
        """Say whether it is to hear of events of a type."""
        return self.active and ("*" in self.event_types or event_type in self.event_types)

    def secrets_at(self, now: datetime) -> tuple[str, ...]:
        """Return the secrets that a webhook is signed with, the newest first."""
        if self.previous_secret is None or self.previous_secret_until is None or self.previous_secret_until <= now:
            return (self.secret,)
        return (self.secret, self.previous_secret)
