"""Whole mails, beside the file that says what must be read in them."""

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crm.mail import reading
from crm.mail.model import Address, Attachment, Mail, Read
from crm.mail.settings.recognition import Recognition

FILES = "**/expected.json"
_RULES = Recognition.shipped()["default"]
_RECEIVED_AT = datetime(2026, 3, 31, tzinfo=UTC)
"""When the set was made: a mail that was written later has a clock that is wrong."""

_ACTIVE = re.compile(
    r"<\s*(?:script|style|iframe|object|form|meta)\b|<[^>]*\son[a-z]+\s*=|<[^>]*javascript:", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")

Vector = Mapping[str, Any]


def cases(document: Any, folder: Path) -> list[Vector]:
    """Return the messages, each with its bytes."""
    return [{**each, "id": each["file"], "raw": (folder / each["file"]).read_bytes()} for each in document["messages"]]


def disagreement(vector: Vector) -> str | None:
    """Return what is read differently from what must be, None where they agree."""
    return "; ".join(differences(vector["raw"], vector["expect"])) or None


def differences(raw: bytes, expected: Mapping[str, Any]) -> list[str]:
    """Return where a mail is read differently; nothing is left out for not being known here."""
    begin = time.perf_counter()
    found = reading.read(raw, _RECEIVED_AT, _RULES)
    seconds = time.perf_counter() - begin
    lines = [_difference(name, wanted, found) for name, wanted in expected.items() if name != "max_seconds"]
    if seconds > expected.get("max_seconds", seconds):
        lines.append(f"max_seconds: took {seconds:.1f}")
    if "stable_dedup_key" in expected and reading.read(raw, _RECEIVED_AT, _RULES) != found:
        lines.append("stable_dedup_key: read differently the second time")
    return [line for line in lines if line]


def _difference(name: str, wanted: Any, found: Read) -> str | None:
    if name in _FACTS:
        got = _FACTS[name](found.mail)
        return None if _comparable(name, got) == _comparable(name, wanted) else f"{name}: {wanted!r}, got {got!r}"
    return None if _CHECKS[name](wanted, found) else f"{name}: not {wanted!r}"


def _comparable(name: str, value: Any) -> Any:
    """Return a value as it is compared: addresses without case, instants in any zone, text without its spacing."""
    if value is None:
        return None
    if name == "date":
        return value if isinstance(value, datetime) else datetime.fromisoformat(value)
    if name == "reply_text":
        return " ".join(value.split())
    if name in {"reply_to", "reply_target"}:
        return [each.casefold() for each in ([value] if isinstance(value, str) else value)]
    return value


def _reply_target(mail: Mail) -> str | None:
    return mail.reply_target.address if mail.reply_target else None


_FACTS: Mapping[str, Callable[[Mail], Any]] = {
    "subject": lambda mail: mail.subject,
    "message_id": lambda mail: mail.message_id,
    "in_reply_to": lambda mail: next(iter(mail.in_reply_to), None),
    "references": lambda mail: list(mail.references),
    "reply_to": lambda mail: [each.address for each in mail.reply_to],
    "reply_target": _reply_target,
    "date": lambda mail: mail.written_at,
    "is_auto_reply": lambda mail: mail.is_automatic,
    "is_bounce": lambda mail: mail.report is not None,
    "attachment_count": lambda mail: len(mail.attachments),
    "reply_text": lambda mail: mail.words.new,
}


def _is_from(wanted: Mapping[str, str] | None, found: Read) -> bool:
    sender = found.mail.sender
    if wanted is None or sender is None:
        return wanted is None and sender is None
    same = sender.address.casefold() == wanted["address"].casefold()
    return same and sender.name == (wanted.get("name") or sender.name)


def _has_addresses(wanted: list[str], found: Read) -> bool:
    known: list[Address] = [*found.mail.to, *found.mail.cc]
    return {each.casefold() for each in wanted} <= {each.address.casefold() for each in known}


def _is_bounce(wanted: Mapping[str, Any], found: Read) -> bool:
    report = found.mail.report
    if report is None:
        return False
    failed = {each.address.casefold() for each in report.recipients if each.outcome != "delivered"}
    any_of = {each.casefold() for each in wanted.get("failed_recipients_any", failed)}
    return (
        failed == {each.casefold() for each in wanted.get("failed_recipients", failed)}
        and (not any_of or bool(any_of & failed))
        and wanted.get("permanent", report.permanent) == report.permanent
        and wanted.get("status", "") in {"", *(each.status for each in report.recipients)}
    )


def _is(wanted: Mapping[str, Any], attachment: Attachment) -> bool:
    got = {"name": attachment.name, "size": attachment.size_bytes, "sha256": attachment.sha256}
    return all(got[name] == value for name, value in wanted.items())


def _names(found: Read) -> list[str]:
    return [each.name for each in found.mail.attachments]


def _is_safe(name: str) -> bool:
    return name not in {".", ".."} and not _CONTROLS.search(name) and not set(name) & {"/", "\\"}


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _has(wanted: list[str], text: str) -> bool:
    return all(_squeezed(each) in _squeezed(text) for each in wanted)


def _has_none(unwanted: list[str], text: str) -> bool:
    return not any(_squeezed(each) in _squeezed(text) for each in unwanted)


def _reachable(wanted: list[str] | str, found: Read) -> bool:
    places = [found.mail.text, found.mail.html or "", *(each.decode(errors="replace") for each in found.contents)]
    sought = [wanted] if isinstance(wanted, str) else wanted
    return all(any(_has([each], place) for place in places) for each in sought)


_CHECKS: Mapping[str, Callable[[Any, Read], bool]] = {
    "must_not_crash": lambda _, found: bool(found.mail.key),
    "from": _is_from,
    "references_include": lambda wanted, found: set(wanted) <= set(found.mail.references),
    "to_contains": _has_addresses,
    "date_any": lambda wanted, found: any(
        _comparable("date", each) == _comparable("date", found.mail.written_at) for each in wanted
    ),
    "date_not_after_receipt": lambda _, found: found.mail.sent_at <= _RECEIVED_AT,
    "bounce": _is_bounce,
    "attachments_include": lambda wanted, found: all(
        any(_is(each, attachment) for attachment in found.mail.attachments) for each in wanted
    ),
    "attachments_any_of": lambda wanted, found: any(set(each) <= set(_names(found)) for each in wanted),
    "attachments_distinct": lambda _, found: (
        len({each.key for each in found.mail.attachments}) == len(found.mail.attachments)
    ),
    "attachment_names_safe": lambda _, found: all(map(_is_safe, _names(found))),
    "attachment_name_max_bytes": lambda limit, found: all(len(each.encode()) <= limit for each in _names(found)),
    "text_contains": lambda wanted, found: _has(wanted, found.mail.text),
    "text_excludes": lambda unwanted, found: _has_none(unwanted, found.mail.text),
    "reply_contains": lambda wanted, found: _has(wanted, found.mail.words.new),
    "reply_excludes": lambda unwanted, found: _has_none(unwanted, found.mail.words.new),
    "content_reachable": _reachable,
    "html_excludes": lambda unwanted, found: (
        not any(each.casefold() in (found.mail.html or "").casefold() for each in unwanted)
    ),
    "html_no_active_content": lambda _, found: not _ACTIVE.search(found.mail.html or ""),
    "no_control_chars_in_subject": lambda _, found: not _CONTROLS.search(found.mail.subject or ""),
    "stable_dedup_key": lambda _, found: bool(found.mail.key),
}
