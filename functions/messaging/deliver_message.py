"""Deliver a message: the only function that may call a provider."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.grants import READ_SETTINGS, READ_SIGNING_KEYS
from crm.core.messages import MessageRequested
from crm.core.triggers import on_event
from crm.customers import grants as customer
from crm.directory import grants as directory
from crm.im import grants as im
from crm.im import outside
from crm.messaging import delivery, grants

_RECIPIENTS = (directory.READ, customer.READ, *im.SEND)


@on_event(
    MessageRequested,
    uses=[grants.CHANGE, grants.REMOVE, grants.CALL_PROVIDERS, READ_SETTINGS, READ_SIGNING_KEYS, _RECIPIENTS],
    timeout_seconds=20,
)
def handler(event: Received[MessageRequested], command: Command) -> None:
    """Ask the gate, write down what is about to be done, do it, and write down what came of it."""
    delivery.deliver(event, command, outside.seen_by(command))
