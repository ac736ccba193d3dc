"""The parts of a mail, found in one walk without recursion, whatever the mail claims to be nested in.

The parser of the standard library recurses into parts and into mails within mails, and takes time by the square of
the depth; here parts are places in the one run of bytes, and a mail within a mail is a file.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from crm.mail import headers, limits
from crm.mail.headers import Headers
from crm.mail.model import Defect
from crm.mail.parameters import parameters, value_of

_SEVEN_BIT = frozenset({"", "7bit", "8bit", "binary"})
_ENCODED = frozenset({"base64", "quoted-printable"})
_SOME_BOUNDARY = re.compile(rb"(?:\A|(?<=\n))--([^\s-][^\r\n\x80-\xff]{0,69})\r?\n(?=content-)", re.IGNORECASE)
_SEARCHED_BYTES = 4096
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_UU_ENDS = (b"end", b"`", b"")


@dataclass(slots=True)
class Part:
    """A leaf of the tree, its body decoded from its transfer encoding."""

    headers: Headers
    content_type: str
    parameters: dict[str, str]
    body: bytes
    group: tuple[int, ...] = ()
    """The `multipart/alternative` it stands in, innermost last: parts of one say the same."""


@dataclass(slots=True)
class Structure:
    """A mail taken apart."""

    headers: Headers
    content_type: str
    parameters: dict[str, str]
    body_start: int
    parts: list[Part] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Bytes that are still to be looked into."""

    data: bytes
    start: int
    end: int
    depth: int
    default_type: str
    group: tuple[int, ...]


def take_apart(raw: bytes) -> Structure:
    """Return the headers of a mail and its parts, in their order."""
    top, body_start = headers.split(raw, 0, len(raw))
    content_type, named = _type(top, "text/plain")
    found = Structure(top, content_type, named, body_start, defects=list(top.defects))
    waiting = _opened(found, _Stretch(raw, body_start, len(raw), 0, "text/plain", ()), top)
    while waiting:
        stretch = waiting.pop()
        if len(found.parts) >= limits.PARTS:
            found.defects.append("too_many_parts")
            found.parts.append(_rest(stretch, waiting))
            break
        part_headers, body = headers.split(stretch.data, stretch.start, stretch.end)
        inside = _Stretch(stretch.data, body, stretch.end, stretch.depth, stretch.default_type, stretch.group)
        waiting += _opened(found, inside, part_headers)
    return found


def _rest(stretch: _Stretch, waiting: list[_Stretch]) -> Part:
    """Return everything that was not looked into, as one file."""
    end = max((each.end for each in waiting if each.data is stretch.data), default=stretch.end)
    return Part(Headers(()), "application/octet-stream", {}, stretch.data[stretch.start : max(end, stretch.end)])


def _opened(found: Structure, stretch: _Stretch, own: Headers) -> list[_Stretch]:
    """Return what is in a multipart, the last first; anything else is a leaf, and kept."""
    content_type, named = _type(own, stretch.default_type)
    if content_type.startswith("multipart/") and stretch.depth < limits.DEPTH:
        inside = _inside(found, stretch, own, content_type, named.get("boundary", "").rstrip())
        if inside:
            return inside
        content_type = "text/plain"
    elif content_type.startswith("multipart/"):
        found.defects.append("too_deep")
        content_type = "application/octet-stream"
    found.parts.append(Part(own, content_type, named, _body(found, own, stretch), stretch.group))
    return []


def _inside(found: Structure, stretch: _Stretch, own: Headers, content_type: str, boundary: str) -> list[_Stretch]:
    """Return what is in a multipart, also in one that is encoded as a whole, or that names no boundary it has."""
    inside = _children(found, stretch, content_type, boundary)
    if not inside and _encoding(own) in _ENCODED:  # not allowed, and yet there are programs that do it
        whole = _body(found, own, stretch)
        again = _Stretch(whole, 0, len(whole), stretch.depth, stretch.default_type, stretch.group)
        inside = _children(found, again, content_type, boundary)
    if not inside:
        found.defects.append("boundary_missing")
        guessed = _SOME_BOUNDARY.search(stretch.data, stretch.start, min(stretch.end, stretch.start + _SEARCHED_BYTES))
        inside = _children(found, stretch, content_type, guessed[1].decode("latin-1").rstrip()) if guessed else []
    return inside


def _children(found: Structure, stretch: _Stretch, content_type: str, boundary: str) -> list[_Stretch]:
    default = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
    places = list(islice(_delimited(stretch, boundary), limits.PARTS)) if boundary else []
    if not places:
        return []
    if len(places) == limits.PARTS:
        found.defects.append("too_many_parts")
        places[-1] = _Place(places[-1].start, stretch.end, closed=True)
    if not places[-1].closed:
        found.defects.append("boundary_unclosed")
    group = stretch.group
    if content_type == "multipart/alternative":
        group = (*group, stretch.start)
    return [
        _Stretch(stretch.data, place.start, place.end, stretch.depth + 1, default, group) for place in reversed(places)
    ]


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    closed: bool


def _delimited(stretch: _Stretch, boundary: str) -> Iterator[_Place]:
    """Yield where the parts between the lines of a boundary are; the line end before such a line is part of it."""
    line = b"--" + boundary.encode("utf-8", "replace")
    data, begin = stretch.data, -1
    at = data.find(line, stretch.start, stretch.end)
    while at >= 0:
        after = at + len(line)
        line_end = data.find(b"\n", after, stretch.end)
        stop = stretch.end if line_end < 0 else line_end
        tail = data[after : min(stop, after + limits.LINE_CHARACTERS)].rstrip()
        if tail in {b"", b"--"} and (at == stretch.start or data[at - 1 : at] in {b"\n", b"\r"}):
            if begin >= 0:
                yield _Place(begin, _before_line_end(data, begin, at), closed=tail == b"--")
            if tail == b"--":
                return
            begin = min(stop + 1, stretch.end)
        at = data.find(line, after, stretch.end)
    if begin >= 0:
        yield _Place(begin, stretch.end, closed=False)


def _before_line_end(data: bytes, start: int, at: int) -> int:
    if data[max(start, at - 2) : at] == b"\r\n":
        return at - 2
    return max(start, at - 1)


def _type(own: Headers, default: str) -> tuple[str, dict[str, str]]:
    header = own.raw("content-type")
    content_type = value_of(header)
    kind, slash, detail = content_type.partition("/")
    known = kind and slash and detail and content_type.isascii() and not set(content_type) & set(" \t<>\"'\\?*")
    return content_type if known else default, dict(parameters(header))


def _encoding(own: Headers) -> str:
    return value_of(own.raw("content-transfer-encoding")).strip("\"' ")


def _body(found: Structure, own: Headers, stretch: _Stretch) -> bytes:
    """Return the bytes of a part without their transfer encoding, as far as they hold to it."""
    raw = stretch.data[stretch.start : stretch.end]
    encoding = _encoding(own)
    match encoding:
        case "base64":
            plain = b"".join(raw.split())
            if plain.translate(None, _BASE64) or len(plain) % 4:
                found.defects.append("bad_encoding")
            return headers.base64_bytes(plain.decode("ascii", "ignore"))
        case "quoted-printable":
            return quopri.decodestring(raw)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _uudecoded(found, raw)
        case _:
            if encoding not in _SEVEN_BIT:
                found.defects.append("unknown_encoding")
            return raw


def _uudecoded(found: Structure, raw: bytes) -> bytes:
    lines = raw.splitlines()
    begin = next((index for index, line in enumerate(lines) if line.startswith(b"begin ")), -1)
    decoded = bytearray()
    for line in lines[begin + 1 :]:
        if line.strip() in _UU_ENDS:
            break
        try:
            decoded += binascii.a2b_uu(line)
        except binascii.Error:
            found.defects.append("bad_encoding")
    return bytes(decoded)
