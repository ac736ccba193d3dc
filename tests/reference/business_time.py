"""Business time the slow way: minute by minute, asking `zoneinfo` what the clock on the wall says.

The property tests hold the engine against this. It shares no code with it and must not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
Hours = Sequence[tuple[int, int]]
"""Stretches of a day in minutes after midnight, the end not included."""


@dataclass(frozen=True)
class Reference:
    """A calendar: hours by weekday, and dates whose hours differ."""

    zone: str
    weekly: Mapping[int, Hours]
    exceptions: Mapping[date, Hours]

    def is_open(self, instant: datetime) -> bool:
        wall = instant.astimezone(ZoneInfo(self.zone))
        hours = self.exceptions.get(wall.date(), self.weekly.get(wall.weekday(), ()))
        minute = wall.hour * 60 + wall.minute
        return any(opens <= minute < closes for opens, closes in hours)

    def wall_date(self, instant: datetime) -> date:
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def open_minutes(self, start: datetime) -> Iterator[datetime]:
        """Yield the beginning of every open minute from `start` on, without end."""
        instant = start.astimezone(UTC)
        while True:
            if self.is_open(instant):
                yield instant
            instant += MINUTE

    def minutes_between(self, start: datetime, end: datetime) -> int:
        count, instant = 0, start.astimezone(UTC)
        while instant < end:
            count += self.is_open(instant)
            instant += MINUTE
        return count

    def add(self, start: datetime, minutes: int) -> datetime:
        """Return the end of the `minutes`-th open minute from `start`; none at all ends at `start`."""
        instant = start.astimezone(UTC)
        for _, minute in zip(range(minutes), self.open_minutes(start), strict=False):
            instant = minute + MINUTE
        return instant

    def add_days(self, start: datetime, days: int) -> datetime:
        """Return the same open minute, counted from the day's opening, `days` open days later."""
        first = next(self.open_minutes(start))
        today = self.wall_date(first)
        passed = sum(
            1
            for minute in self._minutes(first - timedelta(days=2), first)
            if self.is_open(minute) and self.wall_date(minute) == today
        )
        target, seen = today, 0
        for minute in self.open_minutes(first):
            if seen == days:
                break
            if self.wall_date(minute) != target:
                target, seen = self.wall_date(minute), seen + 1
        minutes = []
        for minute in self.open_minutes(first - timedelta(days=2)):
            if self.wall_date(minute) == target:
                minutes.append(minute)
            elif self.wall_date(minute) > target:
                break
        return minutes[passed] if passed < len(minutes) else minutes[-1] + MINUTE

    @staticmethod
    def _minutes(start: datetime, end: datetime) -> Iterator[datetime]:
        instant = start
        while instant < end:
            yield instant
            instant += MINUTE
