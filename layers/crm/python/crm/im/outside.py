"""What delivering needs to know beyond messaging: colleagues, contacts, systems and threads, and what serves IM.

What only IM needs is loaded when the first message goes there: most containers never send one.
"""

from functools import partial

from crm.core.command import Command
from crm.core.messages import Audience, Channel
from crm.customers.repository import contacts
from crm.directory.repository import find_user
from crm.messaging import receivers
from crm.messaging.channels import providers
from crm.messaging.delivery import Outside
from crm.messaging.recipients import ImAddress, Recipient


def seen_by(command: Command) -> Outside:
    """Return how recipients and providers are found."""
    return Outside(partial(_find, command), _in_im, _provider)


def _find(command: Command, audience: Audience, recipient_id: str) -> Recipient | None:
    if audience == "endpoint":
        return receivers.find(recipient_id, command)
    if audience == "thread":
        from crm.im import addresses  # noqa: PLC0415 - see above

        return addresses.find_thread(recipient_id)
    found = contacts.find(recipient_id) if audience == "contact" else find_user(recipient_id)
    return None if found is None else Recipient.of(audience, found)


def _in_im(user_id: str) -> ImAddress | None:
    from crm.im import addresses  # noqa: PLC0415 - see above

    return addresses.of_user(user_id)


def _provider(channel: Channel) -> providers.Provider:
    if channel != "im":
        return providers.provider(channel)
    from crm.im.sending.channel import CHANNEL  # noqa: PLC0415 - see above

    return CHANNEL
