"""ISO weeks, written as `2026-W11`, and the instants at which they begin somewhere."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.core.errors import InvalidError
from crm.directory.settings.calendar import WEEKDAYS, Weekday

CURRENT = "current"
FORM = r"^(current|[0-9]{4}-W[0-9]{2})$"

_MONDAY, _SUNDAY = 1, 7


class WeekUnknownError(InvalidError):
    """There is no such ISO week."""

    code = "week_unknown"


def week_of(day: date) -> str:
    """Return the ISO week that a day lies in."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def week_at(instant: datetime, zone: str) -> str:
    """Return the ISO week that it is somewhere."""
    return week_of(instant.astimezone(ZoneInfo(zone)).date())


def monday(week: str) -> date:
    """Return the first day of a week; raise `WeekUnknownError` for one that does not exist."""
    try:
        return date.fromisocalendar(int(week[:4]), int(week[6:]), _MONDAY)
    except ValueError:
        raise WeekUnknownError("week", week=week) from None


def sunday(week: str) -> date:
    """Return the last day of a week."""
    return monday(week) + timedelta(days=_SUNDAY - _MONDAY)


def day_of(week: str, weekday: Weekday) -> date:
    """Return a weekday of a week."""
    return monday(week) + timedelta(days=WEEKDAYS.index(weekday))


def instant_of(week: str, weekday: Weekday, at: time, zone: str) -> datetime:
    """Return when a weekday's time of day comes somewhere; one that a clock change skips comes an hour later."""
    return datetime.combine(day_of(week, weekday), at, ZoneInfo(zone))


def named(week: str, now: datetime, zone: str) -> str:
    """Return the week that a caller names; raise `WeekUnknownError` where there is none."""
    return week_at(now, zone) if week == CURRENT else week_of(monday(week))


def next_run(weekday: Weekday, at: time, zone: str, now: datetime) -> datetime:
    """Return the next instant after `now` at which a week's lists are to be made."""
    here = now.astimezone(ZoneInfo(zone)).date()
    for day in (here, here + timedelta(days=7)):
        instant = instant_of(week_of(day), weekday, at, zone)
        if instant > now:
            return instant
    return instant_of(week_of(here + timedelta(days=14)), weekday, at, zone)
