"""A request that says something: all of it but the provider's access token, and nothing of it sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crm.im.inbound import InboundMessage, Vendor


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message came from, so that an answer gets there."""

    vendor: Vendor
    message_id: str
    sender_id: str
    chat_id: str
    group: bool
    thread_id: str | None = None
    reply_url: str | None = None
    reply_until_at: datetime | None = None

    def reply_address(self, now: datetime) -> str | None:
        """Return the address that takes answers to the very message, as long as it does."""
        return self.reply_url if self.reply_until_at is None or now < self.reply_until_at else None

    def without_reply(self) -> "Origin":
        """Return the place without the address for answers, which is used up."""
        return replace(self, reply_url=None, reply_until_at=None)

    @classmethod
    def of(cls, message: InboundMessage) -> "Origin":
        """Return where a message came from."""
        return cls(
            vendor=message.vendor,
            message_id=message.id,
            sender_id=message.sender_id,
            chat_id=message.chat_id,
            group=message.group,
            thread_id=message.thread_id,
            reply_url=message.reply_url,
            reply_until_at=message.reply_until_at,
        )


@dataclass(frozen=True, slots=True)
class OutboundRequest:
    """An HTTPS request to a provider; the access token is added by `authorised`."""

    host: str
    path: str
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"
    authorised_in: str | None = None
    """The header or `?parameter` that carries the access token; None where the address itself is the secret."""

    def authorised(self, token: str) -> "OutboundRequest":
        """Return the request with the access token in its place."""
        if self.authorised_in is None:
            return self
        if self.authorised_in.startswith("?"):
            return replace(self, query={**self.query, self.authorised_in[1:]: token})
        said = f"Bearer {token}" if self.authorised_in == "Authorization" else token
        return replace(self, headers={**self.headers, self.authorised_in: said})


def json_body(document: Mapping[str, Any]) -> bytes:
    """Return a document as the bytes to send."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


JSON_HEADERS = {"Content-Type": "application/json; charset=utf-8"}


def shortened(text: str, limit_bytes: int) -> str:
    """Return text that fits a limit in bytes of UTF-8, with an ellipsis where something was left out."""
    raw = text.encode()
    if len(raw) <= limit_bytes:
        return text
    return raw[: limit_bytes - len("…".encode())].decode(errors="ignore").rstrip() + "…"
