"""Take what a provider of IM brings."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.document import Document
from crm.core.endpoint import endpoint
from crm.core.errors import BodyTooLargeError, NotFoundError
from crm.core.request import Unread
from crm.im import grants, receiving
from crm.im.errors import (
    MalformedWebhookError,
    StaleWebhookError,
    WrongReceiverError,
    WrongSignatureError,
)


@endpoint(
    "POST /webhooks/im/{connection_id}",
    access=PUBLIC,
    uses=[grants.RECEIVE],
    errors=[
        BodyTooLargeError,
        MalformedWebhookError,
        NotFoundError,
        StaleWebhookError,
        WrongReceiverError,
        WrongSignatureError,
    ],
    once=False,
    versioned=False,
)
def handler(connection_id: str, unread: Unread, command: Command) -> Document:
    """Take a webhook that is signed as its provider prescribes, and answer as it wants to be answered.

    Nothing is read before it is trusted. A message is kept under the provider's own id of it, so that it counts once
    however often it is brought; what it asks for is done afterwards.
    """
    return receiving.receive(connection_id, unread, command)
