"""What delivering needs to know beyond messaging: colleagues, contacts, systems and threads, and what serves IM."""

from functools import partial

from crm.core.command import Command
from crm.core.messages import Audience, Channel
from crm.customers.repository import contacts
from crm.directory.repository import find_user
from crm.im import addresses
from crm.messaging import receivers
from crm.messaging.channels import providers
from crm.messaging.delivery import Outside
from crm.messaging.recipients import Recipient


def seen_by(command: Command) -> Outside:
    """Return how recipients and providers are found."""
    return Outside(partial(_find, command), addresses.of_user, _provider)


def _find(command: Command, audience: Audience, recipient_id: str) -> Recipient | None:
    if audience == "endpoint":
        return receivers.find(recipient_id, command)
    if audience == "thread":
        return addresses.find_thread(recipient_id)
    found = contacts.find(recipient_id) if audience == "contact" else find_user(recipient_id)
    return None if found is None else Recipient.of(audience, found)


def _provider(channel: Channel) -> providers.Provider:
    if channel != "im":
        return providers.provider(channel)
    from crm.im.sending.channel import CHANNEL  # noqa: PLC0415 - only what goes to IM needs it

    return CHANNEL
