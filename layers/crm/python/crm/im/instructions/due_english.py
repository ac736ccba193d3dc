"""Times in English: "by Friday 5pm", "before 3 pm tomorrow", "EOD", "within 2 business days"."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from crm.im.instructions.moments import Here, Reading, in_minutes

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AHEAD = {"today": 0, "tonight": 0, "tomorrow": 1}
_COUNTS = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "half an": 0.5}
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}

_LEAD = r"by|before|until|till|due|no later than"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    r"(?P<ahead>today|tonight|tomorrow)"
    r"|(?:(?P<week>this|next)\s+)?(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?(?![a-z])"
    r"|(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    rf"|(?P<monthbefore>{_MONTH})\.?\s+(?P<dayafter>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<daybefore>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<monthafter>{_MONTH})"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d{2})"
    r"|(?P<named>noon|midnight|eod|cob|end of (?:the )?(?:business )?day|close of business)"
)


def _anonymous(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


_ITEM = rf"(?:{_anonymous(_DAY)}|{_anonymous(_CLOCK)})"
_PHRASE = re.compile(
    rf"\b(?:(?P<lead>{_LEAD})\s+)?(?:(?:at|on|the)\s+)?(?P<what>{_ITEM}(?:[\s,]+(?:(?:at|on|by)\s+)?{_ITEM})?)(?![\w])"
)
_ONE_DAY = re.compile(rf"(?<![\w:]){_DAY}")
_ONE_CLOCK = re.compile(rf"(?<![\w:-])(?:{_CLOCK})(?![\w])")
_SPAN = re.compile(
    r"\b(?:within|in)\s+(?:the\s+next\s+)?(?P<count>\d{1,3}|half an|an?|one|two|three)\s*"
    r"(?P<working>business\s+|working\s+)?(?P<unit>min|hour|hr|h|day|week)[a-z]*\b"
)


def readings(text: str) -> Iterator[Reading]:
    """Yield the phrases of a folded text that say by when.

    A time that may as well lie in the past ("on Friday") counts only behind a word such as "by".
    """
    for match in _SPAN.finditer(text):
        yield Reading(*match.span(), partial(_after, match))
    for match in _PHRASE.finditer(text):
        day, clock = _ONE_DAY.search(match["what"]), _ONE_CLOCK.search(match["what"])
        if match["lead"] or _lies_ahead(day, clock):
            yield Reading(*match.span(), partial(_instant, day, clock))


def _lies_ahead(day: re.Match[str] | None, clock: re.Match[str] | None) -> bool:
    if day is not None and (day["ahead"] in {"tomorrow", "tonight"} or day["week"] == "next"):
        return True
    return clock is not None and (clock["named"] or "noon") not in {"noon", "midnight"}


def _after(match: re.Match[str], here: Here) -> datetime:
    count = _COUNTS[match["count"]] if match["count"] in _COUNTS else float(match["count"])
    return here.after(count, "working_days" if match["working"] else _UNITS[match["unit"][0]])


def _instant(day: re.Match[str] | None, clock: re.Match[str] | None, here: Here) -> datetime:
    evening = day is not None and day["ahead"] == "tonight"
    minutes = _minutes(clock, here) if clock else here.end_of("evening" if evening else "day")
    return here.at(_day(day, here) if day else here.today, minutes)


def _day(match: re.Match[str], here: Here) -> date:
    if match["ahead"]:
        return here.today + timedelta(days=_AHEAD[match["ahead"]])
    if match["weekday"]:
        week = {"this": 0, "next": 1}.get(match["week"])
        return here.weekday(_DAYS.index(match["weekday"]), week)
    if match["year"]:
        return here.dated(int(match["year"]), int(match["month"]), int(match["day"]))
    month = _MONTHS.index((match["monthbefore"] or match["monthafter"])[:3]) + 1
    return here.dated(None, month, int(match["dayafter"] or match["daybefore"]))


def _minutes(match: re.Match[str], here: Here) -> int:
    if match["named"]:
        return {"noon": 12 * 60, "midnight": 24 * 60}.get(match["named"], here.end_of("day"))
    if match["hour24"]:
        return in_minutes(int(match["hour24"]), int(match["minute24"]), "exact", here)
    hour = int(match["hour"])
    if not 1 <= hour <= 12:  # noqa: PLR2004 - a clock's face
        raise ValueError("there is no such hour")
    half = "afternoon" if match["half"].startswith("p") else "night"
    return in_minutes(hour, int(match["minute"] or 0), half, here)
