"""Headers as they come: folded, encoded in words or not at all, broken off, repeated, or not there.

The parser of the standard library gives up the headers behind a line it does not know, and its decoder raises on
words it cannot decode; here both lose only that line or word.
"""

import binascii
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crm.mail import charsets, limits
from crm.mail.model import Defect

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BLANK_LINE = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_NAME = re.compile(rb"([!-9;-~]{1,80})[ \t]*:(.*)", re.DOTALL)
_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*?)\?=")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=]+")
_PADDING = re.compile(r"=+")
_ID = re.compile(r"<([^<>]{1,990})>")
_BARE_ID = re.compile(r"[^\s<>,;@]+@[^\s<>,;@]+")
_COMMENT = re.compile(r"\([^()]*\)")
_SPACES = re.compile(r"\s+")
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff\u200b")
"""Directions of writing and marks without width, which make a text look like another one."""


@dataclass(frozen=True, slots=True)
class Headers:
    """A block of headers, in their order, each with its name in small letters and its value unfolded."""

    items: tuple[tuple[str, bytes], ...]
    defects: tuple[Defect, ...] = ()

    def raw(self, name: str) -> str | None:
        """Return the first header of a name, its bytes decoded but no encoded words."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[str]:
        """Yield every header of a name."""
        return (_text(value) for each, value in self.items if each == name)

    def text(self, name: str) -> str | None:
        """Return the first header of a name as people read it: decoded, on one line."""
        value = self.raw(name)
        return None if value is None else one_line(decode_words(value))

    def __contains__(self, name: str) -> bool:
        return any(each == name for each, _ in self.items)


def split(data: bytes, start: int, end: int) -> tuple[Headers, int]:
    """Return the headers between two places, and where the body begins.

    Lines that are none are skipped, if headers follow them; where the first line is none, there are no headers.
    """
    items: list[tuple[str, bytearray]] = []
    defects: list[Defect] = []
    last = start
    while last < end:
        line_end = _LINE_END.search(data, last, end)
        stop, following = (line_end.start(), line_end.end()) if line_end else (end, end)
        line = data[last : min(stop, last + limits.VALUE_CHARACTERS)]
        if not line:
            return _block(items, defects), following
        if last - start > limits.HEADER_BYTES or len(items) > limits.HEADERS:
            blank = _BLANK_LINE.search(data, last, end)
            return _block(items, [*defects, "headers_cut"]), blank.end() if blank else end
        named = _NAME.fullmatch(line)
        if items and line[:1] in b" \t":
            room = limits.VALUE_CHARACTERS - len(items[-1][1])
            items[-1][1].extend((b" " + line.strip())[: max(0, room)])
        elif named:
            items.append((named[1].decode("ascii").lower(), bytearray(named[2].strip())))
        elif not items and not line.startswith((b"From ", b">From ")):
            return Headers((), ("headers_missing",)), start
        elif items:
            defects.append("bad_header")
        last = following
    return _block(items, defects), end


def _block(items: list[tuple[str, bytearray]], defects: list[Defect]) -> Headers:
    return Headers(tuple((name, bytes(value)) for name, value in items), tuple(dict.fromkeys(defects)))


def _text(value: bytes) -> str:
    return charsets.decode(value[: limits.VALUE_CHARACTERS], None)[0]


def decode_words(text: str) -> str:
    """Return a text with its encoded words (RFC 2047) decoded.

    Words of one character set that follow each other are decoded together: many programs cut them within a
    character. A word in an unknown set or form stands as well as it can be read.
    """
    pieces: list[str] = []
    pending, pending_charset, last = b"", "", 0
    for word in _WORD.finditer(text):
        between = text[last : word.start()]
        data = _word_bytes(word[2], word[3])
        charset = word[1].lower()
        adjacent = bool(pending_charset) and not between.strip()
        if not (adjacent and charset == pending_charset):
            pieces.append(charsets.decode(pending, pending_charset)[0])
            pending = b""
            if not adjacent:
                pieces.append(between)
        pending, pending_charset, last = pending + data, charset, word.end()
    pieces.append(charsets.decode(pending, pending_charset)[0])
    pieces.append(text[last:])
    return "".join(pieces)


def _word_bytes(form: str, text: str) -> bytes:
    if form in "bB":
        return base64_bytes(text)
    raw = text.replace("_", " ").encode("utf-8", "replace")
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), raw)


def base64_bytes(text: str) -> bytes:
    """Return what base64 holds, with too little or too much padding, in several runs, or with other characters."""
    return b"".join(_run_bytes(run) for run in _PADDING.split(_NOT_BASE64.sub("", text)))


def _run_bytes(run: str) -> bytes:
    whole = run[:-1] if len(run) % 4 == 1 else run
    return binascii.a2b_base64(whole + "=" * (-len(whole) % 4))


def one_line(text: str) -> str:
    """Return a text without control characters and hidden marks, its white space collapsed."""
    plain = "".join(
        " " if unicodedata.category(each) in {"Cc", "Zl", "Zp"} else each
        for each in text
        if each not in _HIDDEN and unicodedata.category(each) != "Cs"
    )
    return _SPACES.sub(" ", unicodedata.normalize("NFC", plain)).strip()


def message_ids(values: Iterator[str]) -> tuple[str, ...]:
    """Return the message ids in headers, in order, each once and with angle brackets; folds in them are undone."""
    found: list[str] = []
    for value in values:
        bracketed = [_SPACES.sub("", each) for each in _ID.findall(value)]
        found += [f"<{each}>" for each in bracketed or _BARE_ID.findall(value) if each]
    return tuple(dict.fromkeys(map(_without_controls, found)))


def _without_controls(text: str) -> str:
    return "".join(each for each in text if each.isprintable())


def date_of(value: str | None) -> tuple[datetime | None, Defect | None]:
    """Return the instant a header names; a time without a zone is UTC's."""
    if value is None:
        return None, None
    try:
        found = parsedate_to_datetime(_COMMENT.sub(" ", value))  # a comment before the zone hides it
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC), None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, "bad_date"
