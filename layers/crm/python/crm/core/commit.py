"""Commit records: all that one command did to one aggregate.

`pk` is the aggregate's id, `sk` is `EVENT#<version>`; the item holds the command's events in order and the
messages it wants sent, packed, and beside them the types of the events for people to read. The table's stream
carries it to the bus, so nothing can be changed without being told, and nothing is told that was not changed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, JsonValue, PrivateAttr

from crm.core import ids, packing
from crm.core.command import Command
from crm.core.events import Actor, Envelope, Event
from crm.core.messages import MessageRequested

RECORD_PREFIX = "EVENT#"
RECORD_KIND = "commit"


class CommitRecord(BaseModel):
    """All that one command did to one aggregate."""

    model_config = ConfigDict(hide_input_in_errors=True)

    aggregate_id: str
    version: int
    actor: Actor
    occurred_at: datetime
    correlation_id: str
    cause_id: str | None
    events: list[tuple[str, int, dict[str, JsonValue]]]
    messages: list[MessageRequested] = []
    _counted: list[str] = PrivateAttr(default_factory=list)

    @classmethod
    def of(
        cls,
        command: Command,
        aggregate_id: str,
        version: int,
        events: Sequence[Event],
        messages: Iterable[MessageRequested],
    ) -> Self:
        """Describe what `command` did to the aggregate, which is at `version` afterwards."""
        record = cls(
            aggregate_id=aggregate_id,
            version=version,
            actor=Actor(kind=command.caller.kind, id=command.caller.id),
            occurred_at=command.now,
            correlation_id=command.correlation_id,
            cause_id=command.cause_id,
            events=[
                (
                    type(each).__name__,
                    each.schema_version,
                    each.model_dump(mode="json", exclude_defaults=True),
                )
                for each in events
            ],
            messages=list(messages),
        )
        record._counted = [type(each).__name__ for each in events if each.counted]
        return record

    @property
    def counted(self) -> list[str]:
        """The types of those events that are business metrics."""
        return self._counted

    def envelopes(self) -> list[Envelope]:
        """Return the events, each with its own id, in the order they happened."""
        return [
            Envelope(
                id=ids.derived_id("evt", self.aggregate_id, self.version, position),
                type=type_,
                schema_version=schema_version,
                data=data,
                **self._common(),
            )
            for position, (type_, schema_version, data) in enumerate(self.events)
        ]

    def requests(self) -> list[Envelope]:
        """Return the messages wanted, each as a `MessageRequested` event whose id is the message's id."""
        return [
            Envelope(
                id=ids.derived_id("msg", self.aggregate_id, self.version, position),
                type="MessageRequested",
                schema_version=1,
                data=request.model_dump(mode="json", exclude_defaults=True),
                **self._common(),
            )
            for position, request in enumerate(self.messages)
        ]

    def _common(self) -> dict[str, Any]:
        return {
            "aggregate_id": self.aggregate_id,
            "aggregate_version": self.version,
            "actor": self.actor,
            "occurred_at": self.occurred_at,
            "correlation_id": self.correlation_id,
            "cause_id": self.cause_id,
        }

    def to_item(self) -> dict[str, Any]:
        """Return the raw DynamoDB item."""
        item = {
            "pk": {"S": self.aggregate_id},
            "sk": {"S": f"{RECORD_PREFIX}{self.version:010d}"},
            "kind": {"S": RECORD_KIND},
            "at": {"S": self.occurred_at.isoformat()},
            "actor": {"S": f"{self.actor.kind}:{self.actor.id}"},
            "correlation": {"S": self.correlation_id},
            "types": {"S": " ".join(type_ for type_, _, _ in self.events)},
            "body": {"B": packing.pack(self.model_dump_json(include={"events", "messages"}, exclude_defaults=True))},
        }
        if self.cause_id:
            item["cause"] = {"S": self.cause_id}
        return item

    @classmethod
    def from_item(cls, item: dict[str, Any]) -> Self:
        """Read back what `to_item` wrote, from a query or from a stream's image."""
        kind, _, actor_id = item["actor"]["S"].partition(":")
        return cls.model_validate(
            {
                "aggregate_id": item["pk"]["S"],
                "version": int(item["sk"]["S"].removeprefix(RECORD_PREFIX)),
                "actor": {"kind": kind, "id": actor_id},
                "occurred_at": item["at"]["S"],
                "correlation_id": item["correlation"]["S"],
                "cause_id": item.get("cause", {}).get("S"),
                **packing.unpack(item["body"]["B"]),
            }
        )
