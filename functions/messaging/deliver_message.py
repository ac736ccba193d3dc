"""Deliver a message: the only function that may call a provider."""

from functools import partial

from crm.core.command import Command
from crm.core.events import Received
from crm.core.grants import READ_SETTINGS
from crm.core.messages import Audience, MessageRequested
from crm.core.triggers import on_event
from crm.customers import grants as customer
from crm.customers.repository import contacts
from crm.directory import grants as directory
from crm.directory.repository import find_user
from crm.messaging import delivery, grants, receivers
from crm.messaging.channels import providers
from crm.messaging.delivery import Outside
from crm.messaging.recipients import Recipient

_RECIPIENTS = (directory.READ, customer.READ)


@on_event(
    MessageRequested,
    uses=[grants.CHANGE, grants.REMOVE, grants.CALL_PROVIDERS, READ_SETTINGS, _RECIPIENTS],
    timeout_seconds=20,
)
def handler(event: Received[MessageRequested], command: Command) -> None:
    """Ask the gate, write down what is about to be done, do it, and write down what came of it."""
    delivery.deliver(event, command, Outside(partial(_find, command), lambda _: None, providers.provider))


def _find(command: Command, audience: Audience, recipient_id: str) -> Recipient | None:
    if audience == "endpoint":
        return receivers.find(recipient_id, command)
    if audience == "thread":
        return None  # no connection to a provider is known yet
    found = contacts.find(recipient_id) if audience == "contact" else find_user(recipient_id)
    return None if found is None else Recipient.of(audience, found)
