"""The files of a mail, those within a `winmail.dat` among them, each with a name that is safe."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crm.mail import headers, tnef
from crm.mail.headers import message_ids, one_line
from crm.mail.model import Attachment, Defect
from crm.mail.names import safe_name
from crm.mail.parameters import parameters, value_of
from crm.mail.structure import Part

_TYPES = {
    "pdf": "application/pdf",
    "zip": "application/zip",
    "json": "application/json",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "txt": "text/plain",
    "html": "text/html",
    "csv": "text/csv",
    "ics": "text/calendar",
    "eml": "message/rfc822",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SUFFIXES = {content_type: suffix for suffix, content_type in _TYPES.items()}
_UNTYPED = "application/octet-stream"
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


@dataclass(slots=True)
class File:
    """A file before it has its place."""

    name: str
    content_type: str
    data: bytes
    content_id: str | None = None
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a mail, and the text that was found in one of them."""

    attachments: tuple[Attachment, ...]
    contents: tuple[bytes, ...]
    text: str
    defects: tuple[Defect, ...]


def is_file(part: Part) -> bool:
    """Say whether a part was attached, and is not there to be read at once: it has a name, or is called so."""
    return disposition_of(part) == "attachment" or bool(_written_name(part))


def disposition_of(part: Part) -> str:
    """Return how a part is to be shown, in small letters."""
    return value_of(part.headers.raw("content-disposition"))


def collect(parts: Iterable[Part], shown: str) -> Files:
    """Return the files; `shown` is the HTML, which may show some of them."""
    found: list[File] = []
    texts: list[str] = []
    defects: list[Defect] = []
    for part in parts:
        file = _of(part, shown)
        if _is_tnef(file):
            found += _unwrapped(file, texts, defects)
        elif file.data or file.name:
            found.append(file)
    placed = tuple(_placed(position, file) for position, file in enumerate(found))
    return Files(placed, tuple(file.data for file in found), "\n".join(texts), tuple(defects))


def _of(part: Part, shown: str) -> File:
    ids = message_ids(part.headers.all("content-id"))
    content_id = ids[0].strip("<>") if ids else one_line(part.headers.raw("content-id") or "").strip("<>") or None
    name = _written_name(part)
    if not name and part.content_type == "message/rfc822":
        inner, _ = headers.split(part.body, 0, len(part.body))
        subject = inner.text("subject")
        name = f"{subject.replace('/', '_')}.eml" if subject else ""
    inline = content_id is not None and f"cid:{content_id}" in shown
    return File(name, part.content_type, part.body, content_id, inline)


def _written_name(part: Part) -> str:
    disposition = parameters(part.headers.raw("content-disposition"))
    return disposition.get("filename") or disposition.get("name") or part.parameters.get("name", "")


def _is_tnef(file: File) -> bool:
    return file.content_type in _TNEF_TYPES or file.name.lower() == "winmail.dat"


def _unwrapped(file: File, texts: list[str], defects: list[Defect]) -> Iterator[File]:
    """Yield the files within a `winmail.dat`; itself too, unless it was read to its end and held some."""
    try:
        inside = tnef.read(file.data)
    except tnef.NotTnefError:
        inside = tnef.Contents((), "", whole=False)
    if not inside.whole:
        defects.append("bad_tnef")
    if inside.text.strip():
        texts.append(inside.text)
    for each in inside.files:
        yield File(each.name, _type_by(each.name), each.data)
    if not inside.whole or not inside.files:
        yield file


def _type_by(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2].lower(), _UNTYPED)


def _placed(position: int, file: File) -> Attachment:
    suffix = _SUFFIXES.get(file.content_type, "bin")
    return Attachment(
        position=position,
        name=safe_name(file.name, otherwise=f"file-{position + 1}.{suffix}"),
        content_type=file.content_type,
        size_bytes=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(),
        content_id=file.content_id,
        inline=file.inline,
    )
