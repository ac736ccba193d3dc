"""A webhook as it came: kept to the byte, because the byte is what was signed."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from crm.core.errors import BodyTooLargeError
from crm.core.request import BODY_LIMIT_BYTES
from crm.im.errors import MalformedWebhookError


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """A request; header names are in small letters, query values are decoded once, as API Gateway does."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def received(
        cls, method: str, query: Mapping[str, str], headers: Mapping[str, str], body: str, *, is_base64: bool = False
    ) -> Self:
        """Return the request with its body as bytes; raise where it is too large or cannot have been sent."""
        if len(body) > 2 * BODY_LIMIT_BYTES:
            raise BodyTooLargeError(limit_bytes=BODY_LIMIT_BYTES)
        try:
            raw = base64.b64decode(body, validate=True) if is_base64 else body.encode()
        except (binascii.Error, ValueError):
            raise MalformedWebhookError from None
        if len(raw) > BODY_LIMIT_BYTES:
            raise BodyTooLargeError(limit_bytes=BODY_LIMIT_BYTES)
        return cls(method.upper(), query, {name.lower(): value for name, value in headers.items()}, raw)

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Self:
        """Return the request in an API Gateway v2 event."""
        return cls.received(
            event["requestContext"]["http"]["method"],
            event.get("queryStringParameters") or {},
            event.get("headers") or {},
            event.get("body") or "",
            is_base64=bool(event.get("isBase64Encoded")),
        )
