"""Signed tokens for people without a sign-in: portal, survey, unsubscribe and feed links.

`<key name>.<payload>.<signature>`, each part base64url. The signature is over the purpose as well, so a token
for one thing opens nothing else; it is compared in constant time and expires.
"""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime

from crm.core import secrets

_PARTS = 3


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _signature(key: bytes, purpose: str, payload: str) -> bytes:
    return hmac.digest(key, f"{purpose}\n{payload}".encode(), hashlib.sha256)


def sign(purpose: str, claims: dict[str, str], expires_at: datetime) -> str:
    """Return a token that `verify` accepts for the same purpose until `expires_at`."""
    name, key = secrets.signing_key()
    body = json.dumps({**claims, "exp": int(expires_at.timestamp())}, separators=(",", ":"))
    payload = _encode(body.encode())
    return f"{_encode(name.encode())}.{payload}.{_encode(_signature(key, purpose, payload))}"


def verify(purpose: str, token: str, now: datetime) -> dict[str, str] | None:
    """Return the claims of a good token, None for one that is malformed, forged, misused or expired."""
    parts = token.split(".")
    if len(parts) != _PARTS:
        return None
    try:
        key = secrets.verification_key(_decode(parts[0]).decode())
        signature = _decode(parts[2])
    except (binascii.Error, ValueError):
        return None
    if key is None or not hmac.compare_digest(signature, _signature(key, purpose, parts[1])):
        return None
    claims: dict[str, str] = json.loads(_decode(parts[1]))
    return claims if int(claims.pop("exp")) > now.timestamp() else None
