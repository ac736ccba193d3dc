"""Signatures of webhooks, as Standard Webhooks 1.0 has them."""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"
TOLERANCE_SECONDS = 300
_SECRET_BYTES = 24
_DIGITS = re.compile(r"[0-9]{1,12}")


def new_secret() -> str:
    """Return a fresh secret to sign with."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a webhook: `v1,` and the HMAC over id, timestamp and body as they are sent."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode("utf-8", "surrogatepass") + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def verified(
    secrets_known: Iterable[str], message_id: str, timestamp: str, signatures: str, body: bytes, now: datetime
) -> bool:
    """Say whether a webhook is signed with one of the secrets, and lately: what whoever receives one must check.

    `signatures` are those of the header, parted by blanks; versions other than `v1` count for nothing.
    """
    if not _DIGITS.fullmatch(timestamp) or abs(int(timestamp) - now.timestamp()) > TOLERANCE_SECONDS:
        return False
    given = [each.encode("utf-8", "surrogatepass") for each in signatures.split(" ")]
    expected = (signature(secret, message_id, int(timestamp), body).encode() for secret in secrets_known)
    return any(hmac.compare_digest(one, other) for other in expected for one in given)
