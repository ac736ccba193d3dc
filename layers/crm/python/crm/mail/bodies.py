"""The words of a mail: which of its parts are meant to be read, as text and as HTML."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from crm.mail import charsets, html, limits
from crm.mail.flowed import unflowed
from crm.mail.model import Defect
from crm.mail.structure import Part

LEFT_OUT = frozenset({"text/x-amp-html", "text/watch-html"})
"""Further forms of what the other alternatives say."""

_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset=[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_META_BYTES = 2048
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Body:
    """What a mail says."""

    text: str
    html: str | None
    defects: list[Defect]
    unreadable: list[Part]
    """Parts that were not read to their end, and are to be kept as files."""


@dataclass(slots=True)
class _Piece:
    """What stands at one place of the mail, in one form or both."""

    plain: list[str] = field(default_factory=list)
    rich: list[str] = field(default_factory=list)
    crude: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The piece as text: its plain form, unless only the other one says something."""
        plain = "\n".join(self.plain)
        if plain.strip():
            return plain.rstrip("\n")
        return "\n".join([*map(html.text_of, self.rich), *self.crude])

    @property
    def shown(self) -> str:
        """The piece as HTML."""
        if self.rich:
            return "".join(self.rich)
        return "<div>" + escape(self.text).replace("\n", "<br>") + "</div>" if self.text else ""


def read(parts: Iterable[Part]) -> Body:
    """Return what the parts say, each place of the mail once: as HTML if it has that form, and as text."""
    body = Body("", None, [], [])
    pieces: dict[object, _Piece] = {}
    for part in parts:
        piece = pieces.setdefault(part.group[0] if part.group else object(), _Piece())
        _add(body, piece, part)
    whole = "\n".join(filter(str.strip, (piece.text for piece in pieces.values())))
    if len(whole) > limits.TEXT_CHARACTERS:
        body.defects.append("text_cut")
    body.text = whole[: limits.TEXT_CHARACTERS].strip("\n")
    if any(piece.rich for piece in pieces.values()):
        body.html = "".join(piece.shown for piece in pieces.values())
    return body


def _add(body: Body, piece: _Piece, part: Part) -> None:
    text = _decoded(body, part)
    if part.content_type != "text/html":
        flowed = part.parameters.get("format", "").lower() == "flowed"
        delete_space = part.parameters.get("delsp", "").lower() == "yes"
        piece.plain.append(unflowed(text, delete_space=delete_space) if flowed else text)
    elif html.is_parsable(text):
        piece.rich.append(html.sanitise(text))
    else:
        body.defects.append("html_unreadable")
        body.unreadable.append(part)
        piece.crude.append(html.crude_text(text))


def _decoded(body: Body, part: Part) -> str:
    """Return the text of a part, its lines ended by one character."""
    data, declared = part.body[: limits.TEXT_BYTES], part.parameters.get("charset")
    if len(part.body) > limits.TEXT_BYTES:
        body.defects.append("text_cut")
        body.unreadable.append(part)
    if part.content_type == "text/html" and charsets.codec_of(declared) in {None, "ascii"}:
        found = _META_CHARSET.search(data[:_META_BYTES])
        declared = found[1].decode("ascii") if found else declared
    text, defect = charsets.decode(data, declared)
    if defect:
        body.defects.append(defect)
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
