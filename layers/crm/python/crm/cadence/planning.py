"""Placing reminders in working hours: pure rules over a business calendar."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from crm.core.calendar import BusinessCalendar

HORIZON = timedelta(days=30)
"""How far ahead a working day is looked for, over the longest holidays."""


class Rhythm(NamedTuple):
    """How often, and how long after the opening, somebody is reminded."""

    per_day: int
    over_days: int
    after_opening: timedelta


def moments(calendar: BusinessCalendar, after_opening: timedelta, now: datetime) -> list[datetime]:
    """Return when to remind on each working day from `now` on: at once on the day itself, where its moment is over."""
    today = calendar.local_date(now)
    days = (today + timedelta(days=ahead) for ahead in range(HORIZON.days))
    found = (_moment(_stretches(calendar, day), after_opening, now) for day in days)
    return [each for each in found if each is not None]


def _stretches(calendar: BusinessCalendar, day: date) -> Sequence[tuple[datetime, datetime]]:
    begins, ends = (datetime.combine(each, time(), calendar.zone) for each in (day, day + timedelta(days=1)))
    return calendar.stretches(begins, ends)


def _moment(stretches: Sequence[tuple[datetime, datetime]], after_opening: timedelta, now: datetime) -> datetime | None:
    """Return the usual moment of a working day, or the first open one after it and after `now`; None for no more."""
    wanted = max(stretches[0][0] + after_opening, now) if stretches else now
    for opens, closes in stretches:
        if wanted < closes:
            return max(wanted, opens)
    return None


def first_reminders(count: int, days: Sequence[datetime], rhythm: Rhythm) -> list[datetime]:
    """Return when each of so many items, the most important first, is reminded of first.

    As many a day as may be, over as many days as the policy says; the last of them takes the rest, as a digest.
    """
    usable = list(days[: rhythm.over_days])
    return [usable[min(position // rhythm.per_day, len(usable) - 1)] for position in range(count)] if usable else []


def again(days: Sequence[datetime], calendar: BusinessCalendar, second_on: date, first: datetime) -> datetime | None:
    """Return when an item is reminded of once more: on the first working day from `second_on` on.

    None for one that is reminded of for the first time on that day, or later.
    """
    if calendar.local_date(first) >= second_on:
        return None
    return next((each for each in days if calendar.local_date(each) >= second_on and each > first), None)


def end_of_work(calendar: BusinessCalendar, last: date, now: datetime) -> datetime:
    """Return when the last working day up to `last` closes, or where it is over already, the next one from now on."""
    end = datetime.combine(last + timedelta(days=1), time(), calendar.zone)
    left = calendar.stretches(now, end) if now < end else []
    return left[-1][1] if left else calendar.stretches(now, now + HORIZON)[0][1]
