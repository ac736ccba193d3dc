"""Webhooks, as Standard Webhooks 1.0 has them: signed, sent again by schedule, taken once by their id."""

import json
from collections.abc import Mapping
from urllib.parse import SplitResult

import urllib3
from pydantic import JsonValue
from urllib3.exceptions import HTTPError

from crm.messaging.channels import addresses
from crm.messaging.channels.providers import Outcome, Outgoing
from crm.messaging.channels.signing import signature
from crm.messaging.models import GONE
from crm.messaging.recipients import Receiver

_GONE_STATUS = 410
_CONNECT_SECONDS = 1
_READ_SECONDS = 3


class Webhook:
    """Events for other systems. A receiver knows a webhook by its id, so the same one may be sent twice."""

    def send(self, outgoing: Outgoing) -> Outcome:
        """Sign and send; what the other side says beyond its status is not read."""
        receiver = outgoing.recipient.receiver
        if receiver is None:
            return Outcome("refused", "no_address")
        payload = body(outgoing.message.facts)
        try:
            status = _post(receiver.url, payload, _headers(outgoing, receiver, payload))
        except addresses.UnacceptableUrlError:
            return Outcome("refused", "address_inside")
        except addresses.NameNotResolvedError:
            return Outcome("not_sent", "name_not_resolved")
        except HTTPError as error:
            return Outcome("not_sent", _snake(type(error).__name__))
        return _judged(status)


def body(facts: Mapping[str, JsonValue]) -> bytes:
    """Return the bytes that are signed and sent: the same ones each time."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _headers(outgoing: Outgoing, receiver: Receiver, payload: bytes) -> dict[str, str]:
    message_id, timestamp = outgoing.message.id, int(outgoing.now.timestamp())
    signatures = (signature(secret, message_id, timestamp, payload) for secret in receiver.secrets)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Kairos-Webhooks/1.0",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def _post(url: str, payload: bytes, headers: Mapping[str, str]) -> int:
    parts = addresses.check(url)
    pool = _pool(parts, addresses.resolve(parts))
    try:
        answer = pool.urlopen(
            "POST",
            parts._replace(scheme="", netloc="").geturl() or "/",
            body=payload,
            headers={**headers, "Host": parts.netloc},
            retries=False,
            redirect=False,
            preload_content=False,
            assert_same_host=False,
        )
        answer.close()
        return answer.status
    finally:
        pool.close()


def _pool(parts: SplitResult, address: str) -> urllib3.HTTPConnectionPool:
    """Return a pool that connects to the address that was checked, and demands the certificate of the name."""
    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(address, parts.port or addresses.HTTP, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        address,
        parts.port or addresses.HTTPS,
        timeout=timeout,
        assert_hostname=parts.hostname,
        server_hostname=parts.hostname,
    )


def _judged(status: int) -> Outcome:
    if 200 <= status < 300:  # noqa: PLR2004 - every success
        return Outcome("sent")
    if status == _GONE_STATUS:
        return Outcome("refused", GONE)
    return Outcome("not_sent", f"http_{status}")


def _snake(name: str) -> str:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return words.lstrip("_").removesuffix("_error")


CHANNEL = Webhook()
