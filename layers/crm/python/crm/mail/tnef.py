"""The files within a `winmail.dat`, in which Outlook wraps the files and the text of a mail (TNEF).

Source: Microsoft, [MS-OXTNEF].
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from crm.mail import charsets, limits

_SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD_BYTES = 6
_ATTRIBUTE = struct.Struct("<BII")
_CHECKSUM_BYTES = 2
_BEGIN_FILE, _TITLE, _DATA, _FILE_PROPERTIES = 0x69002, 0x18010, 0x6800F, 0x69005
_BODY, _CODE_PAGE = 0x2800C, 0x69007

_LONG_NAME, _DISPLAY_NAME = 0x3707, 0x3001
_PROPERTY = struct.Struct("<HH")
_LENGTH = struct.Struct("<I")
_ASCII_TEXT, _UNICODE_TEXT, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_NAMED = 0x8000
_MANY = 0x1000
_NAMED_BY_TEXT = 1


class NotTnefError(ValueError):
    """The bytes are no TNEF, or are broken before anything of use."""


@dataclass(slots=True)
class File:
    """A file in it."""

    name: str = ""
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in it."""

    files: tuple[File, ...]
    text: str
    whole: bool
    """It was read to its end, and every checksum held."""


def read(data: bytes) -> Contents:
    """Return the files and the plain text; what is behind a fault is left out. Raises `NotTnefError`."""
    if not data.startswith(_SIGNATURE):
        raise NotTnefError("no signature")
    files: list[File] = []
    code_page, body, whole = "cp1252", b"", True
    for attribute, value, sound in _attributes(data):
        whole = whole and sound
        if attribute == _CODE_PAGE and len(value) >= _LENGTH.size:
            code_page = f"cp{_LENGTH.unpack_from(value)[0]}"
        elif attribute == _BODY:
            body = value
        elif attribute == _BEGIN_FILE and len(files) < limits.TNEF_FILES:
            files.append(File())
        elif attribute in {_TITLE, _DATA, _FILE_PROPERTIES} and files:
            _fill(files[-1], attribute, value, code_page)
    text = charsets.decode(body.rstrip(b"\0"), code_page)[0]
    return Contents(tuple(each for each in files if each.name or each.data), text, whole)


def _fill(file: File, attribute: int, value: bytes, code_page: str) -> None:
    if attribute == _DATA:
        file.data = value
    elif attribute == _TITLE:
        file.name = file.name or charsets.decode(value.rstrip(b"\0"), code_page)[0]
    else:
        properties = dict(_properties(value, code_page))
        file.name = properties.get(_LONG_NAME) or file.name or properties.get(_DISPLAY_NAME, "")


def _attributes(data: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """Yield each attribute, its value, and whether it is sound; the last one may be cut off."""
    at = _HEAD_BYTES
    while at + _ATTRIBUTE.size <= len(data):
        _, attribute, length = _ATTRIBUTE.unpack_from(data, at)
        at += _ATTRIBUTE.size
        value, at = data[at : at + length], at + length
        told = data[at : at + _CHECKSUM_BYTES]
        at += _CHECKSUM_BYTES
        yield attribute, value, len(value) == length and told == (sum(value) & 0xFFFF).to_bytes(2, "little")


def _properties(data: bytes, code_page: str) -> Iterator[tuple[int, str]]:
    """Yield the MAPI properties that are texts; an unknown type ends it, as its length is unknown too."""
    at = _LENGTH.size
    while at + _PROPERTY.size <= len(data):
        kind, name = _PROPERTY.unpack_from(data, at)
        at += _PROPERTY.size
        if name >= _NAMED:
            at = _after_name(data, at)
        count = 1
        variable = kind & ~_MANY in {_ASCII_TEXT, _UNICODE_TEXT, _BINARY, _OBJECT}
        if variable or kind & _MANY:
            count, at = _number(data, at)
        for _ in range(min(count, len(data))):
            size = _SIZES.get(kind & ~_MANY)
            if variable:
                size, at = _number(data, at)
            if size is None or at >= len(data) or at + size > len(data):
                return
            value = data[at : at + size]
            at += size + -size % 4
            if kind == _UNICODE_TEXT:
                yield name, value.decode("utf-16-le", "replace").rstrip("\0")
            elif kind == _ASCII_TEXT:
                yield name, charsets.decode(value.rstrip(b"\0"), code_page)[0]


def _after_name(data: bytes, at: int) -> int:
    kind, at = _number(data, at + 16)
    length, after = _number(data, at)
    return after + length + -length % 4 if kind == _NAMED_BY_TEXT else after


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number and what follows it; where the data ends, one that ends the reading."""
    if at + _LENGTH.size > len(data):
        return 0, len(data)
    return _LENGTH.unpack_from(data, at)[0], at + _LENGTH.size
