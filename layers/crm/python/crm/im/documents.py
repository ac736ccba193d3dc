"""Documents of providers, read so that nothing in them can do harm: no entities, no depth, no half characters."""

import base64
import binascii
import json
import re
from datetime import UTC, datetime
from typing import Any
from xml.parsers import expat

from crm.im.errors import MalformedWebhookError

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""Half a character: allowed between the quotes of JSON, but in no text that can be stored or sent."""

_DEPTH = 32
_ROOT = 1
_MEMBER = 2
_LAST_SECOND = 253_402_300_799
"""9999-12-31T23:59:59Z, the end of the calendar."""


def text_of(raw: bytes) -> str:
    """Return what bytes say in UTF-8."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise MalformedWebhookError from None


def json_object(text: str) -> dict[str, Any]:
    """Return a JSON object."""
    try:
        value = json.loads(text)
        if _SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise MalformedWebhookError from None
    if not isinstance(value, dict):
        raise MalformedWebhookError
    return value


def xml_members(raw: bytes) -> dict[str, str]:
    """Return the members of a provider's `<xml>` by name, each as its text; the first of a name counts.

    Nothing is resolved: a document type (the door to entity bombs and external entities) is refused where it
    begins, before any of it is read. What lies deeper than a member is left out.
    """
    reader = _Members()
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError):
        raise MalformedWebhookError from None
    return reader.members


class _Members:
    def __init__(self) -> None:
        self.members: dict[str, str] = {}
        self._depth = 0
        self._name: str | None = None

    def doctype(self, *_declared: object) -> None:
        raise MalformedWebhookError

    def start(self, name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > _DEPTH or (self._depth == _ROOT and name != "xml"):
            raise MalformedWebhookError
        if self._depth == _MEMBER and name not in self.members:
            self._name = name
            self.members[name] = ""

    def end(self, _name: str) -> None:
        if self._depth == _MEMBER:
            self._name = None
        self._depth -= 1

    def text(self, text: str) -> None:
        if self._depth == _MEMBER and self._name is not None:
            self.members[self._name] += text


def base64_bytes(text: str) -> bytes:
    """Return what standard base64 holds; anything but its alphabet is refused."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedWebhookError from None


def members(value: Any) -> dict[str, Any]:
    """Return an object's members, none where the provider left it out or sent something else."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """Return a list's items, none where the provider left it out or sent something else."""
    return value if isinstance(value, list) else []


def word(value: Any) -> str:
    """Return a text or a number as text, empty for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def instant(value: Any, otherwise: datetime, per_second: int = 1) -> datetime:
    """Return a time given in `per_second` parts of a second since 1970, cut to milliseconds, else `otherwise`."""
    try:
        second = float(word(value)) / per_second
    except ValueError:
        return otherwise
    if not 0 <= second <= _LAST_SECOND:
        return otherwise
    return datetime.fromtimestamp(int(second * 1000) / 1000, UTC)
