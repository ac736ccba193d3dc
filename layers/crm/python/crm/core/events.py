"""Events: what happened to an aggregate, as its timeline, its audit trail and its message to the world."""

from datetime import datetime
from typing import ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue


class Event(BaseModel):
    """The base of every event: frozen, and named in the past tense."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    schema_version: ClassVar[int] = 1
    counted: ClassVar[bool] = False
    """Whether it is a business metric: each name costs money, so only those somebody watches."""


class Actor(BaseModel):
    """Who did it: a colleague, a customer, or the system agent."""

    kind: Literal["staff", "customer", "public", "system"]
    id: str


class Envelope(BaseModel):
    """An event as it is published: the `detail` of the bus, and an entry of a timeline.

    `id` is derived from aggregate, version and position, so a second publication carries the same id.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    id: str
    type: str
    aggregate_id: str
    aggregate_version: int
    actor: Actor
    occurred_at: datetime
    schema_version: int
    correlation_id: str
    cause_id: str | None
    data: dict[str, JsonValue]


EventT = TypeVar("EventT", bound=Event)


class Received(BaseModel, Generic[EventT]):
    """An event as a reaction gets it: the envelope, with its data typed."""

    model_config = ConfigDict(hide_input_in_errors=True)

    id: str
    aggregate_id: str
    aggregate_version: int
    actor: Actor
    occurred_at: datetime
    data: EventT
