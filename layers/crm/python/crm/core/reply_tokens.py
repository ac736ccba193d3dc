"""The token in the address that a customer answers to: it names their case, and proves that we wrote to them.

It stands before the `@`, where 64 characters fit and servers on the way may change the case of letters: so it is
short, of small letters and digits, and not the token of `crm.core.tokens`. It opens nothing; all it does is to say to
which case a mail belongs. It is good as long as its key is known.
"""

import base64
import hashlib
import hmac
import re
from typing import NamedTuple

from crm.core import secrets

LOCAL_PART_CHARACTERS = 64
"""Before the `@` (RFC 5321)."""

_PURPOSE = "mail-reply"
_SIGNATURE_BYTES = 10
_CASE = "case_"
_TOKEN = re.compile(r"([a-z0-9_-]{1,8})\.([0-9a-z]{26})\.([a-z2-7]{16})")


class ReplyToken(NamedTuple):
    """A token taken apart; whether it is genuine depends on whose case it names."""

    key_name: str
    case_id: str
    signature: str


def reply_address(mailbox: str, case_id: str, contact_id: str) -> str | None:
    """Return the address to which a contact answers about a case; None where `mailbox` leaves no room for a token."""
    name, key = secrets.signing_key()
    token = f"{name}.{case_id.removeprefix(_CASE).lower()}.{_signature(key, case_id, contact_id)}"
    local, _, domain = mailbox.rpartition("@")
    fits = len(local) + 1 + len(token) <= LOCAL_PART_CHARACTERS and _TOKEN.fullmatch(token)
    return f"{local}+{token}@{domain}" if fits else None


def read(text: str) -> ReplyToken | None:
    """Return a token taken apart, None for what is none."""
    found = _TOKEN.fullmatch(text.lower())
    return ReplyToken(found[1], f"{_CASE}{found[2].upper()}", found[3]) if found else None


def is_genuine(token: ReplyToken, contact_id: str) -> bool:
    """Say whether we gave the token to the contact, for the case that it names."""
    key = secrets.verification_key(token.key_name)
    return key is not None and hmac.compare_digest(token.signature, _signature(key, token.case_id, contact_id))


def _signature(key: bytes, case_id: str, contact_id: str) -> str:
    signed = f"{_PURPOSE}\n{case_id}\n{contact_id}".encode()
    digest = hmac.digest(key, signed, hashlib.sha256)[:_SIGNATURE_BYTES]
    return base64.b32encode(digest).decode().lower()
