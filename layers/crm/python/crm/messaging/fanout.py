"""Telling other systems: each event becomes a message to every endpoint that wants to hear of it."""

from pydantic import JsonValue

from crm.core import publishing
from crm.core.command import Command
from crm.core.events import Envelope
from crm.core.ids import derived_id
from crm.core.messages import MessageRequested
from crm.messaging import lists
from crm.messaging.models import WEBHOOK_TEMPLATE, Endpoint


def offer(event: Envelope, command: Command) -> None:
    """Ask for a message to each endpoint that wants the event.

    A message's id follows from endpoint and event, so an event that arrives twice is told once.
    """
    wanting = [endpoint for endpoint in lists.listening() if endpoint.wants(event.type)]
    publishing.request([_request(event, endpoint, command) for endpoint in wanting])


def _request(event: Envelope, endpoint: Endpoint, command: Command) -> Envelope:
    message = MessageRequested(
        to=endpoint.id,
        audience="endpoint",
        template=WEBHOOK_TEMPLATE,
        subject_id=event.aggregate_id,
        facts=payload(event),
        channels=("webhook",),
    )
    return event.model_copy(
        update={
            "id": derived_id("msg", endpoint.id, event.id),
            "type": "MessageRequested",
            "schema_version": 1,
            "cause_id": command.cause_id,
            "data": message.model_dump(mode="json", exclude_defaults=True),
        }
    )


def payload(event: Envelope) -> dict[str, JsonValue]:
    """Return what other systems are told of an event, in the form of Standard Webhooks."""
    shown = event.model_dump(mode="json")
    told = ("aggregate_id", "aggregate_version", "schema_version", "actor")
    return {
        "type": event.type,
        "timestamp": shown["occurred_at"],
        "data": {"event_id": event.id, **{name: shown[name] for name in told}, "details": shown["data"]},
    }
