"""Handing messages whose time has come back to `deliver_message`: nobody else may call a provider."""

from crm.core import publishing
from crm.core.command import Command
from crm.core.events import Actor, Envelope
from crm.messaging import repository


def on_due(message_id: str, command: Command) -> None:
    """Ask again for a message that waits and is due, under its own id: it is the same message, not another."""
    message = repository.messages.find(message_id)
    if message is None or message.next_due_at is None or message.next_due_at > command.now:
        return
    publishing.request(
        [
            Envelope(
                id=message.id,
                type="MessageRequested",
                aggregate_id=message.subject_id,
                aggregate_version=message.version,
                actor=Actor(kind=command.caller.kind, id=command.caller.id),
                occurred_at=command.now,
                schema_version=1,
                correlation_id=message.correlation_id,
                cause_id=command.cause_id,
                data=message.request().model_dump(mode="json", exclude_defaults=True),
            )
        ]
    )
