"""Packed JSON: deflated, as DynamoDB charges by the kilobyte and JSON shrinks to a half or less."""

import base64
import zlib
from typing import Any

from pydantic_core import from_json

_LEVEL = 9


def pack(text: str | bytes) -> bytes:
    """Return JSON text packed."""
    return zlib.compress(text.encode() if isinstance(text, str) else text, _LEVEL)


def inflate(packed: bytes | str) -> bytes:
    """Return the text in `packed`, which a stream's image carries as base64 and everything else as bytes."""
    return zlib.decompress(base64.b64decode(packed) if isinstance(packed, str) else packed)


def unpack(packed: bytes | str) -> Any:
    """Return the JSON value in `packed`."""
    return from_json(inflate(packed))
