"""Parameters of a header (RFC 2045), continued and encoded ones (RFC 2231) among them, also where they are broken."""

import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from crm.mail import charsets
from crm.mail.headers import decode_words

_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"|"[^;]*|[^;]*)')
_CONTINUED = re.compile(r"([^*]+)\*(?:([0-9]{1,3})(\*)?)?")
_QUOTES = 2
"""Apostrophes around the language: `utf-8'zh'name`."""


def value_of(header: str | None) -> str:
    """Return what stands before the parameters, in small letters."""
    return (header or "").partition(";")[0].strip().lower()


def parameters(header: str | None) -> Mapping[str, str]:
    """Return the parameters by name in small letters, decoded; the first of a name counts.

    An encoded one (`name*`) goes before a plain one, as RFC 6266 has it.
    """
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for written, value in _PARAMETER.findall(";" + (header or "").partition(";")[2]):
        name, text = written.lower(), _unquoted(value)
        continued = _CONTINUED.fullmatch(name)
        if continued is None:
            plain.setdefault(name, text)
        else:
            number = int(continued[2] or 0)
            encoded = continued[2] is None or continued[3] is not None
            pieces.setdefault(continued[1], {}).setdefault(number, (text, encoded))
    joined = {name: _joined(found) for name, found in pieces.items()}
    return {**{name: decode_words(text) for name, text in plain.items()}, **{n: t for n, t in joined.items() if t}}


def _unquoted(value: str) -> str:
    text = value.strip()
    if not text.startswith('"'):
        return text
    return re.sub(r"\\([\"\\])", r"\1", text[1:].removesuffix('"'))


def _joined(pieces: Mapping[int, tuple[str, bool]]) -> str:
    """Return a value from its pieces: they are bytes until all are there, as one may end within a character."""
    charset: str | None = None
    data = b""
    for position, number in enumerate(sorted(pieces)):
        text, encoded = pieces[number]
        if encoded and position == 0 and text.count("'") >= _QUOTES:
            charset, _, text = text.split("'", _QUOTES)
        data += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode_words(charsets.decode(data, charset or None)[0])
