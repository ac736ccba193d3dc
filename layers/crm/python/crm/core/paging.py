"""Keyset paging: a page, and an opaque signed cursor that says where to go on.

The signature keeps a cursor to the list it came from. It protects no data: every page is queried within the
caller's own scope, whatever the cursor says.
"""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

from crm.core import environment
from crm.core.errors import InvalidCursorError

_SIGNATURE_BYTES = 12
MAX_LIMIT = 100
DEFAULT_LIMIT = 25

Row = TypeVar("Row")


class Page(BaseModel, Generic[Row]):
    """Rows of a list, and where the next page begins."""

    items: list[Row]
    next_cursor: str | None = Field(description="Pass it as `cursor` for the next page; null at the end.")


def _sign(listing: str, payload: bytes) -> bytes:
    key = environment.get("CURSOR_KEY").encode()
    return hmac.digest(key, listing.encode() + b"\n" + payload, hashlib.sha256)[:_SIGNATURE_BYTES]


def seal(listing: str, position: Any) -> str:
    """Return the cursor for `position` (any JSON value) in the list named `listing`.

    The name holds whatever decides which rows the list has (view, owner, filters), so that a cursor cannot
    be carried over to another list.
    """
    payload = json.dumps(position, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_sign(listing, payload) + payload).decode().rstrip("=")


def unseal(listing: str, cursor: str | None) -> Any:
    """Return the position in a cursor made by `seal` for the same list, None for None.

    Raises `InvalidCursorError` for anything else.
    """
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        raise InvalidCursorError from None
    signature, payload = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _sign(listing, payload)):
        raise InvalidCursorError
    return json.loads(payload)
