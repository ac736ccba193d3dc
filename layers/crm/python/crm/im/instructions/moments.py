"""Days and times of day as people name them, brought to instants in their own zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crm.core.calendar import BusinessCalendar, parse_time
from crm.im.settings.instructions import Instructions

HOUR = 60
DAY = 24 * HOUR
_NOON = 12
_WEEK = 7
_HALF_A_DAY = timedelta(hours=4)
"""«半天» is half a day's work."""


@dataclass(frozen=True, slots=True)
class Here:
    """Now, where the writer is: what «明天» and «下班前» are counted from."""

    now: datetime
    calendar: BusinessCalendar
    words: Instructions

    @property
    def today(self) -> date:
        """The date on the writer's wall."""
        return self.calendar.local_date(self.now)

    def at(self, day: date, minutes: int) -> datetime:
        """Return the instant `minutes` after midnight of a day; the earlier one where the hour is repeated."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.calendar.zone)
        wall = midnight + timedelta(minutes=minutes)
        return wall.astimezone(UTC)

    def end_of(self, part: str) -> int:
        """Return when `morning`, `day` or `evening` ends, in minutes after midnight."""
        named = {"morning": self.words.morning_ends, "day": self.words.day_ends, "evening": self.words.evening_ends}
        return parse_time(named[part]) // HOUR

    def weekday(self, index: int, week: int | None) -> date:
        """Return a weekday (Monday is 0) of the week `week` weeks on, or where None is said, the next to come."""
        monday = self.today - timedelta(days=self.today.weekday())
        if week is not None:
            return monday + timedelta(days=week * _WEEK + index)
        return self.today + timedelta(days=(index - self.today.weekday()) % _WEEK)

    def dated(self, year: int | None, month: int | None, day: int) -> date:
        """Return a date, in the year or month to come where none is said; raise `ValueError` if there is none."""
        if year is not None and month is not None:
            return date(year, month, day)
        if month is not None:
            found = date(self.today.year, month, day)
            return found if found >= self.today else date(self.today.year + 1, month, day)
        month_after = self.month_end() + timedelta(days=1)
        return self.today.replace(day=day) if day >= self.today.day else month_after.replace(day=day)

    def month_end(self) -> date:
        """Return the last day of this month."""
        return (self.today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def after(self, count: float, unit: str) -> datetime:
        """Return the instant `count` minutes, hours, days, weeks or working days from now."""
        if unit == "working_days":
            return self.calendar.add_days(self.now, int(count))
        if unit == "days" and count < 1:
            return self.now + _HALF_A_DAY
        return self.now + timedelta(**{unit: count})


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase that names a time, by its place in the folded text; `resolve` may find that there is no such time."""

    start: int
    end: int
    resolve: Callable[[Here], datetime]


def in_minutes(hour: int, minute: int, part: str, here: Here) -> int:
    """Return a time of day in minutes after midnight; raise `ValueError` if there is none.

    `part` is `night`, `morning`, `noon`, `afternoon`, `evening`, or empty where it is not said.
    """
    if part in {"afternoon", "evening"} or (part == "noon" and hour < _NOON - 1):
        hour += _NOON if hour < _NOON else 0
        hour += _NOON if part == "evening" and hour == _NOON else 0
    elif part == "night" and hour == _NOON:
        hour = 0
    elif not part and 0 < hour < here.words.afternoon_from_hour:
        hour += _NOON
    total = hour * HOUR + minute
    if minute >= HOUR or total > DAY:
        raise ValueError("there is no such time of day")
    return total
