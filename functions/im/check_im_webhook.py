"""Answer a provider of IM that checks the address it is to bring messages to."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.document import Document
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError
from crm.core.request import Unread
from crm.im import grants, receiving
from crm.im.errors import (
    MalformedWebhookError,
    StaleWebhookError,
    WrongReceiverError,
    WrongSignatureError,
)


@endpoint(
    "GET /webhooks/im/{connection_id}",
    access=PUBLIC,
    uses=[grants.READ],
    errors=[MalformedWebhookError, NotFoundError, StaleWebhookError, WrongReceiverError, WrongSignatureError],
    produces="text/plain",
)
def handler(connection_id: str, unread: Unread, command: Command) -> Document:
    """Prove to WeCom that this address knows the keys: the deciphered text is the answer, nothing is changed."""
    return receiving.check(connection_id, unread, command.now)
