"""Calendars as other programs read them (RFC 5545)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crm.core.i18n import Locale

_LINE_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """A stretch of time in a calendar, and when to remind of it."""

    uid: str
    title: str
    begins_at: datetime
    ends_at: datetime
    made_at: datetime
    urgent: bool
    remind_at: datetime | None


def calendar(name: str, locale: Locale, entries: Iterable[Entry]) -> str:
    """Return a calendar as text."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Kairos//Tasks//{locale.partition('-')[0].upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
    ]
    for each in entries:
        lines += _event(each)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(entry: Entry) -> Sequence[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{_instant(entry.made_at)}",
        f"DTSTART:{_instant(entry.begins_at)}",
        f"DTEND:{_instant(entry.ends_at)}",
        f"SUMMARY:{escaped(entry.title)}",
        f"PRIORITY:{1 if entry.urgent else 5}",
    ]
    if entry.remind_at is not None:
        trigger = f"TRIGGER;VALUE=DATE-TIME:{_instant(entry.remind_at)}"
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", trigger, f"DESCRIPTION:{escaped(entry.title)}", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def escaped(text: str) -> str:
    """Return text as a property may hold it: nothing in it ends the line or begins another property."""
    plain = "".join(each for each in text if each in "\n\t" or each.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> str:
    """Fold a line after 75 octets at most, and within no character."""
    parts, current, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LINE_OCTETS:
            parts.append(current)
            current, size = "", 1  # the blank that says that the line goes on
        current, size = current + character, size + octets
    return "\r\n ".join([*parts, current])
