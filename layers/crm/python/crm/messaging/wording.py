"""Times and terms as people say them, in their language and by their clock."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crm.core import i18n
from crm.core.i18n import Locale

_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATE_LENGTH = len("2026-03-02")


def local_time(value: object, locale: Locale, zone: str) -> str:
    """Return an instant (RFC 3339) or a date as people say it where they are; anything else as it stands."""
    text = "" if value is None else str(value)
    try:
        if len(text) == _DATE_LENGTH:
            return _day(date.fromisoformat(text), locale)
        instant = datetime.fromisoformat(text)
    except ValueError:
        return text
    local = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(_zone(zone))
    separator = "" if locale == "zh-CN" else ", "
    return f"{_day(local.date(), locale)}{separator}{local:%H:%M}"


def _day(day: date, locale: Locale) -> str:
    if locale == "zh-CN":
        return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def term(value: object, locale: Locale) -> str:
    """Return what people call a word of the suite's vocabulary, such as `first_response`; others as they stand."""
    text = "" if value is None else str(value)
    for group in ("terms", "reasons"):
        found = i18n.find("messaging", f"{group}.{text}", locale)
        if found is not None:
            return found
    return text
