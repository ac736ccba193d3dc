"""Endpoints as recipients of messages."""

from crm.core.command import Command
from crm.messaging import repository
from crm.messaging.recipients import Receiver, Recipient


def find(recipient_id: str, command: Command) -> Recipient | None:
    """Return an endpoint as the gate and the channel need to know it, None where the id is not one's."""
    endpoint = repository.endpoints.find(recipient_id)
    if endpoint is None:
        return None
    return Recipient(
        id=endpoint.id,
        kind="endpoint",
        name=endpoint.description or endpoint.url,
        active=endpoint.active,
        receiver=Receiver(url=endpoint.url, secrets=endpoint.secrets_at(command.now)),
        failing=endpoint.consecutive_failures > 0,
    )
