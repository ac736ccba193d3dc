"""Time as counters have it: UTC days of 96 quarters of an hour.

A day somewhere begins on a quarter of an hour of UTC, in whatever zone: offsets are multiples of 15 minutes everywhere
(Kathmandu +05:45, Chatham +12:45). So quarters add up exactly to the days, weeks and hours of any zone, on the days of
clock changes as well; hours would not in India, and days of UTC nowhere but on the meridian.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.analytics.vocabulary import Moment

QUARTER = timedelta(minutes=15)
_A_DAY = timedelta(days=1)


def day_of(instant: datetime) -> str:
    """Return the UTC day that an instant is counted in."""
    return instant.astimezone(UTC).date().isoformat()


def slot_of(instant: datetime) -> int:
    """Return the quarter of an hour of the UTC day that an instant is counted in."""
    at = instant.astimezone(UTC)
    return (at.hour * 60 + at.minute) // 15


def begins(day: str, slot: int) -> datetime:
    """Return when a quarter of an hour of a UTC day begins."""
    return datetime.combine(date.fromisoformat(day), time(), UTC) + slot * QUARTER


@dataclass(frozen=True, slots=True)
class Period:
    """Days of a zone, the last one included."""

    first_on: date
    last_on: date
    zone: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_on - self.first_on).days + 1

    @property
    def begins_at(self) -> datetime:
        """When it begins, in UTC."""
        return _midnight(self.first_on, self.zone)

    @property
    def ends_at(self) -> datetime:
        """When it is over, in UTC."""
        return _midnight(self.last_on + _A_DAY, self.zone)

    @property
    def last_day(self) -> str:
        """The last UTC day that it has a part of."""
        return day_of(self.ends_at - QUARTER)

    def moments(self, moment: Moment) -> Iterator[str]:
        """Yield the names of its hours, days or weeks, in order, each once."""
        step = QUARTER if moment == "hour" else _A_DAY
        at, named = self.begins_at, None
        while at < self.ends_at:
            name = self.name(moment, at)
            if name != named:
                yield name
            at, named = at + step, name
        final = self.name(moment, self.ends_at - QUARTER)
        if final != named:
            yield final

    def name(self, moment: Moment, instant: datetime) -> str:
        """Return the name of the hour, day or ISO week of the zone that an instant is in.

        An hour is named with its offset from UTC: the one that a clock change repeats is there twice.
        """
        local = instant.astimezone(ZoneInfo(self.zone))
        if moment == "hour":
            return f"{local:%Y-%m-%dT%H}:00{local.isoformat()[-6:]}"
        if moment == "day":
            return local.date().isoformat()
        year, week, _ = local.isocalendar()
        return f"{year}-W{week:02d}"


def _midnight(day: date, zone: str) -> datetime:
    """Return the first instant of a day in UTC, which is not midnight where the clocks are put forward at midnight."""
    local = datetime.combine(day, time(), ZoneInfo(zone))
    return local.astimezone(UTC)
