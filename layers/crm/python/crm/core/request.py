"""An API Gateway v2 request, checked before anything is done with it."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from math import isinf
from typing import Any

from crm.core import i18n
from crm.core.errors import (
    BadRequestError,
    BodyTooLargeError,
    IdempotencyKeyInvalidError,
    IdempotencyKeyMissingError,
    InvalidPayloadError,
    UnsupportedMediaTypeError,
    VersionRequiredError,
)
from crm.core.spec import Http

_V4_BITS, _V6_BITS = 24, 56
"""What of an address is one subscriber's: beyond it, addresses change hands or are the same house's."""

BODY_LIMIT_BYTES = 256 * 1024
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""Half a character: allowed between the quotes of JSON, but in no text that can be stored or sent."""

_KEY = re.compile(r"[\x21-\x7e]{8,200}")
_CORRELATION_ID = re.compile(r"[\w.:=/+-]{8,100}", re.ASCII)
_VERSION = re.compile(r'(?:W/)?"?(\d{1,9})"?')


@dataclass(frozen=True, slots=True)
class Unread:
    """A request whose body is nobody's word yet: an action that asks for it verifies the very bytes itself."""

    event: Mapping[str, Any]
    """API Gateway's event (payload format 2.0), as it came."""


class Request:
    """What the kernel reads of the event; `event` is what goes on to the resolver, its body plain text."""

    def __init__(self, event: Mapping[str, Any], http: Http) -> None:
        self._http = http
        self.headers: Mapping[str, str] = event.get("headers") or {}
        self.event = dict(event)

    @property
    def correlation_id(self) -> str:
        """The caller's `X-Correlation-Id` where it is usable, else the request's own id."""
        return correlation_id(self.event)

    @property
    def network(self) -> str | None:
        """The network that the request came from: the first 24 bits of a version 4 address, 56 of a version 6 one."""
        given = self.event["requestContext"].get("http", {}).get("sourceIp")
        try:
            address = ip_address(given)
        except ValueError:
            return None
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        bits = _V4_BITS if mapped or isinstance(address, IPv4Address) else _V6_BITS
        return str(ip_network((mapped or address, bits), strict=False))

    @property
    def locale(self) -> i18n.Locale:
        """The locale that `Accept-Language` asks for."""
        return i18n.negotiate(self.headers.get("accept-language"))

    def read_body(self) -> None:
        """Decode the body; refuse one that is too large, not text, not a JSON object or nested without end."""
        body = self.event.get("body")
        if not body:
            return
        if self.headers.get("content-type", "application/json").split(";")[0].strip().lower() != "application/json":
            raise UnsupportedMediaTypeError
        try:
            raw = base64.b64decode(body, validate=True) if self.event.get("isBase64Encoded") else body.encode()
            if len(raw) > BODY_LIMIT_BYTES:
                raise BodyTooLargeError(limit_bytes=BODY_LIMIT_BYTES)
            text = raw.decode()
            value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
            if _SURROGATE.search(text):
                json.dumps(value, ensure_ascii=False).encode()
        except (binascii.Error, ValueError, RecursionError):
            raise BadRequestError from None
        if not isinstance(value, dict):
            # Powertools would take the first entry of a list for the whole.
            raise InvalidPayloadError([{"loc": ("body",), "type": "model_type"}])
        self.event |= {"body": text, "isBase64Encoded": False}

    def leave_unread(self) -> None:
        """Keep the body from the resolver: only the action knows how it is proven."""
        self.event = {name: value for name, value in self.event.items() if name not in {"body", "isBase64Encoded"}}

    def idempotency_key(self) -> str | None:
        """Return the `Idempotency-Key`: every POST must carry one, other calls may."""
        key = self.headers.get("idempotency-key")
        if key is None:
            if self._http.once:
                raise IdempotencyKeyMissingError
            return None
        if not _KEY.fullmatch(key):
            raise IdempotencyKeyInvalidError
        return key if self._http.once else None

    def expected_version(self) -> int | None:
        """Return the version in `If-Match`; edits must carry one, commands on one thing may, others have none."""
        given = self.headers.get("if-match") if self._http.conditional else None
        if given is None or given == "*":
            if self._http.versioned:
                raise VersionRequiredError
            return None
        match = _VERSION.fullmatch(given.strip())
        if match is None:
            raise VersionRequiredError
        return int(match.group(1))

    def fingerprint(self) -> str:
        """Return a digest of what is asked, to tell a repeated request from another under the same key."""
        asked = f"{self.event.get('rawPath')}?{self.event.get('rawQueryString')}\n{self.event.get('body') or ''}"
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def correlation_id(event: Mapping[str, Any]) -> str:
    """Return the `X-Correlation-Id` of an API Gateway v2 event where it is usable, else the request's own id."""
    given = (event.get("headers") or {}).get("x-correlation-id", "")
    return given if _CORRELATION_ID.fullmatch(given) else str(event["requestContext"]["requestId"])


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _finite(number: str) -> float:
    value = float(number)
    if isinf(value):
        raise ValueError(number)
    return value
