"""Taking what providers bring: trusted first, read then, answered at once; what it asks for is done afterwards."""

from dataclasses import replace
from datetime import datetime

from crm.core.command import Command
from crm.core.document import Document
from crm.core.errors import NotFoundError
from crm.core.idempotency import AlreadyDoneError
from crm.core.ids import derived_id
from crm.core.request import Unread
from crm.core.transaction import Transaction
from crm.im import repository
from crm.im.connection import (
    Connection,
    Credentials,
    DingTalkCredentials,
    FeishuCredentials,
    SlackCredentials,
)
from crm.im.errors import WebhookRefusedError
from crm.im.events import MessageArrived
from crm.im.inbound import Arrival, InboundMessage
from crm.im.instruction import Arrived
from crm.im.requests import WebhookRequest


def receive(connection_id: str, unread: Unread, command: Command) -> Document:
    """Verify a webhook and keep the message in it, once however often it is brought; return what is to be answered.

    Raises `WebhookRefusedError` for what the provider does not vouch for, and `NotFoundError` for a connection that is
    not there or switched off.
    """
    request = WebhookRequest.of(unread.event)
    connection = _active(connection_id)
    arrival = _trusted(request, connection, command.now)
    if arrival.message is not None:
        _keep(arrival.message, connection, command)
    return Document(arrival.answer.media_type, arrival.answer.body)


def check(connection_id: str, unread: Unread, now: datetime) -> Document:
    """Answer WeCom's check of an address; the other providers check by a webhook. Refuses as `receive` does."""
    request = WebhookRequest.of(unread.event)
    connection = _active(connection_id)
    if connection.vendor != "wecom":
        raise NotFoundError("im connection", connection_id)
    answer = _trusted(request, connection, now).answer
    return Document(answer.media_type, answer.body)


def _active(connection_id: str) -> Connection:
    connection = repository.connections.find(connection_id)
    if connection is None or not connection.active:
        raise NotFoundError("im connection", connection_id)
    return connection


def _trusted(request: WebhookRequest, connection: Connection, now: datetime) -> Arrival:
    """Read a webhook by the credentials in force, or by those before as long as they hold."""
    newest, *before = connection.credentials_at(now)
    try:
        return _read(request, newest, now)
    except WebhookRefusedError:
        for each in before:
            return _read(request, each, now)
        raise


def _read(request: WebhookRequest, agreed: Credentials, now: datetime) -> Arrival:
    """Let the provider's own rules decide; only its module is loaded."""
    if isinstance(agreed, SlackCredentials):
        from crm.im.vendors import slack  # noqa: PLC0415 - each container serves few providers

        return slack.receive(request, slack.SlackKeys(agreed.signing_secret), now)
    if isinstance(agreed, FeishuCredentials):
        from crm.im.vendors import feishu  # noqa: PLC0415 - see above

        keys = feishu.FeishuKeys(agreed.encrypt_key or "", agreed.verification_token or "")
        return feishu.receive(request, keys, now)
    if isinstance(agreed, DingTalkCredentials):
        from crm.im.vendors import dingtalk  # noqa: PLC0415 - see above

        return dingtalk.receive(request, dingtalk.DingTalkRobot(agreed.app_secret, agreed.robot_code), now)
    from crm.im.vendors import callback, wecom  # noqa: PLC0415 - see above

    receiver = "" if agreed.is_bot else agreed.corp_id
    return wecom.receive(request, callback.CallbackKeys(agreed.token, agreed.encoding_aes_key, receiver), now)


def _keep(message: InboundMessage, connection: Connection, command: Command) -> None:
    """Keep a message under the provider's own id of it: a second delivery finds it there and changes nothing."""
    key = f"{connection.id}:{message.key}"
    arrived = Arrived(
        id=derived_id("imsg", key),
        connection_id=connection.id,
        message=message,
        arrived_at=command.now,
    )
    transaction = Transaction(replace(command, key=key, fingerprint=""))
    event = MessageArrived(connection_id=connection.id, provider=message.vendor)
    repository.arrivals.save(transaction, command, None, arrived, [event])
    try:
        transaction.commit()
    except AlreadyDoneError:
        return
