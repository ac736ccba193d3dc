"""Business time: open hours per weekday, holidays and special days, in an IANA zone.

Everything here is exact in whole seconds and counts real elapsed time: on clock-change days the missing hour
does not exist and the repeated hour counts twice. Instants are aware datetimes; what is returned is in UTC.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Hours = Sequence[tuple[int, int]]
"""Half-open stretches of a day, in seconds after local midnight, in order and without overlap."""

MINUTE = 60
DAY = 86_400
_THURSDAY = 3
"""The weekday of day 0, 1970-01-01, with Monday as 0."""

_EPOCH = date(1970, 1, 1)
_PROBE_SECONDS = 12 * 3600
_HORIZON_SECONDS = 100 * 366 * DAY


class NoOpenHoursError(ValueError):
    """A calendar that never opens: no target could ever run out in it."""


def parse_time(text: str) -> int:
    """Return `HH:MM` or `HH:MM:SS`, up to `24:00`, as seconds after midnight; raise `ValueError` otherwise."""
    parts = [int(part) for part in text.split(":")]
    hours, minutes, seconds = (*parts, 0)[:3]
    total = hours * 3600 + minutes * 60 + seconds
    if len(parts) not in {2, 3} or not (0 <= minutes < MINUTE and 0 <= seconds < MINUTE and 0 <= total <= DAY):
        raise ValueError(f"{text} is not a time of day")
    return total


@lru_cache(maxsize=512)
def _changes(zone: ZoneInfo, year: int) -> tuple[int, ...]:
    """Return the instants in a UTC year at which the zone's offset changes."""
    start = int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
    end = int(datetime(year + 1, 1, 1, tzinfo=UTC).timestamp())
    changes = []
    low, before = start - 1, _offset(zone, start - 1)
    for probe in [*range(start, end, _PROBE_SECONDS), end - 1]:
        after, high = _offset(zone, probe), probe
        if after != before:
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if _offset(zone, middle) == after else (middle, high)
            changes.append(high)
        low, before = probe, after
    return tuple(changes)


def _offset(zone: ZoneInfo, instant: int) -> int:
    offset = datetime.fromtimestamp(instant, zone).utcoffset() or timedelta()
    return round(offset.total_seconds())


class BusinessCalendar:
    """Open hours by date. `exceptions` replace the weekday's hours on their date; none means closed."""

    def __init__(self, zone: str, weekly: Mapping[int, Hours], exceptions: Mapping[date, Hours]) -> None:
        if not any(weekly.get(weekday) for weekday in range(7)):
            raise NoOpenHoursError(zone)
        self.zone = ZoneInfo(zone)
        self._weekly = [tuple(weekly.get(weekday, ())) for weekday in range(7)]
        self._exceptions = {(day - _EPOCH).days: tuple(hours) for day, hours in exceptions.items()}

    def seconds_between(self, start: datetime, end: datetime) -> int:
        """Return the open seconds in [start, end); 0 where end is not after start."""
        first, last = _second(start), _second(end)
        return sum(closes - opens for _, opens, closes in self._open(first, last))

    def stretches(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """Return the open stretches in [start, end), joined where one ends as the next begins."""
        joined: list[tuple[int, int]] = []
        for _, opens, closes in self._open(_second(start), _second(end)):
            if joined and joined[-1][1] == opens:
                joined[-1] = (joined[-1][0], closes)
            else:
                joined.append((opens, closes))
        return [(_instant(opens), _instant(closes)) for opens, closes in joined]

    def add(self, start: datetime, seconds: int, *, into_next_opening: bool = False) -> datetime:
        """Return the instant at which `seconds` of open time have passed since `start`.

        Time that runs out exactly at closing ends at closing, unless `into_next_opening` asks for the same
        point of business time as seen from its other side. No time at all ends at `start`.
        """
        first, left = _second(start), seconds
        if left <= 0:
            return _instant(first)
        closed_at: int | None = None
        for _, opens, closes in self._open(first, first + _HORIZON_SECONDS):
            if closed_at is not None:
                return _instant(opens)
            if left < closes - opens or (left == closes - opens and not into_next_opening):
                return _instant(opens + left)
            left -= closes - opens
            closed_at = closes if left == 0 else None
        raise NoOpenHoursError(self.zone.key)

    def add_days(self, start: datetime, days: int) -> datetime:
        """Return the same point of business time, `days` open days later.

        The point is the open time since that day's opening. A start outside open hours is the next opening;
        on a day too short to have the point, it is that day's closing.
        """
        first = _second(start)
        day, point = self._point(first)
        target = self._nth_day_after(day, days, first)
        if point >= sum(closes - opens for opens, closes in target):
            return _instant(target[-1][1])
        return self.add(_instant(target[0][0]), point, into_next_opening=True)

    def is_open(self, instant: datetime) -> bool:
        """Say whether the calendar is open at `instant`."""
        second = _second(instant)
        return any(True for _ in self._open(second, second + 1))

    def next_opening(self, instant: datetime) -> datetime:
        """Return `instant` where it is open, else the next instant that is."""
        second = _second(instant)
        return _instant(next(self._open(second, second + _HORIZON_SECONDS))[1])

    def local_date(self, instant: datetime) -> date:
        """Return the date of `instant` in the calendar's zone."""
        return instant.astimezone(self.zone).date()

    def _hours(self, day: int) -> Hours:
        exception = self._exceptions.get(day)
        return self._weekly[(day + _THURSDAY) % 7] if exception is None else exception

    def _open(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield (day, opens, closes) within [start, end), in order of time; days count from 1970 in the zone."""
        for first, last, offset in self._even_stretches(start, end):
            for day in range((first + offset) // DAY, (last + offset - 1) // DAY + 1):
                midnight = day * DAY - offset
                for opens, closes in self._hours(day):
                    clipped = max(first, midnight + opens), min(last, midnight + closes)
                    if clipped[0] < clipped[1]:
                        yield day, *clipped

    def _even_stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield (start, end, offset from UTC): within each the zone's clock runs evenly."""
        while start < end:
            year = datetime.fromtimestamp(start, UTC).year
            changes = _changes(self.zone, year)
            following = bisect_right(changes, start)
            year_end = int(datetime(year + 1, 1, 1, tzinfo=UTC).timestamp())
            stop = min(end, changes[following] if following < len(changes) else year_end)
            yield start, stop, _offset(self.zone, start)
            start = stop

    def _days(self, start: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Yield each open day from the one `start` falls in, with its open stretches, whole."""
        current: int | None = None
        stretches: list[tuple[int, int]] = []
        for day, opens, closes in self._open(start - 2 * DAY, start + _HORIZON_SECONDS):
            if day != current:
                if current is not None and stretches[-1][1] > start:
                    yield current, stretches
                current, stretches = day, []
            stretches.append((opens, closes))

    def _point(self, start: int) -> tuple[int, int]:
        day, stretches = next(self._days(start))
        return day, sum(max(0, min(closes, start) - opens) for opens, closes in stretches)

    def _nth_day_after(self, day: int, count: int, start: int) -> list[tuple[int, int]]:
        for later, stretches in self._days(start):
            if later > day:
                count -= 1
            if count <= 0:
                return stretches
        raise NoOpenHoursError(self.zone.key)


def _second(instant: datetime) -> int:
    return int(instant.timestamp() // 1)


def _instant(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def union(pauses: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Return the same time as non-overlapping stretches, in order."""
    united: list[tuple[datetime, datetime]] = []
    for start, end in sorted(pauses):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        elif start < end:
            united.append((start, end))
    return united
