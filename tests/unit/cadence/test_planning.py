"""Placing reminders in working hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cadence import planning, weeks
from crm.cadence.planning import Rhythm
from crm.core.calendar import BusinessCalendar

HOUR = 3600
OFFICE = {day: [(9 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR)] for day in range(5)}
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin")
HALF_AN_HOUR = timedelta(minutes=30)

zones = st.sampled_from(ZONES)
instants = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
holidays = st.sets(st.integers(0, 3 * 366).map(lambda days: date(2026, 1, 1) + timedelta(days=days)), max_size=30)


@given(zones, instants, holidays, st.integers(0, 8).map(lambda hours: timedelta(hours=hours)))
def test_moments_are_in_working_hours_once_a_day_and_never_on_a_holiday(
    zone: str, now: datetime, closed: set[date], after: timedelta
) -> None:
    calendar = BusinessCalendar(zone, OFFICE, dict.fromkeys(closed, ()))
    found = planning.moments(calendar, after, now)
    days = [calendar.local_date(each) for each in found]
    assert all(calendar.is_open(each) and each >= now for each in found)
    assert not closed & set(days)
    assert days == sorted(set(days))


def test_an_office_that_never_closes_has_a_moment_a_day() -> None:
    always = BusinessCalendar("UTC", {day: [(0, 24 * HOUR)] for day in range(7)}, {})
    found = planning.moments(always, HALF_AN_HOUR, datetime(2026, 3, 9, tzinfo=UTC))
    assert found[:2] == [datetime(2026, 3, 9, 0, 30, tzinfo=UTC), datetime(2026, 3, 10, 0, 30, tzinfo=UTC)]


def test_a_moment_that_is_over_comes_at_once_while_the_office_is_open() -> None:
    calendar = BusinessCalendar("UTC", OFFICE, {})
    for now, expected in (("10:00", (9, 10, 0)), ("12:30", (9, 13, 0)), ("18:00", (10, 9, 30))):
        first = planning.moments(calendar, HALF_AN_HOUR, datetime.fromisoformat(f"2026-03-09T{now}:00+00:00"))[0]
        assert (first.day, first.hour, first.minute) == expected


@given(st.integers(0, 60), st.integers(1, 10), st.integers(1, 5), st.integers(0, 5))
def test_no_day_but_the_last_holds_more_than_it_may(count: int, per_day: int, over: int, days: int) -> None:
    moments = [datetime(2026, 3, 9 + day, 9, 30, tzinfo=UTC) for day in range(days)]
    placed = planning.first_reminders(count, moments, Rhythm(per_day, over, HALF_AN_HOUR))
    assert len(placed) == (count if days else 0)
    assert placed == sorted(placed)
    usable = moments[:over]
    assert all(placed.count(each) <= per_day for each in usable[:-1])
    assert set(placed) <= set(usable)


@pytest.mark.parametrize(
    ("first", "expected"), [("2026-03-09", "2026-03-11"), ("2026-03-10", "2026-03-11"), ("2026-03-11", None)]
)
def test_wednesday_reminds_of_what_was_reminded_of_before(first: str, expected: str | None) -> None:
    calendar = BusinessCalendar("UTC", OFFICE, {})
    days = planning.moments(calendar, HALF_AN_HOUR, datetime(2026, 3, 9, tzinfo=UTC))
    found = planning.again(days, calendar, date(2026, 3, 11), datetime.fromisoformat(f"{first}T09:30:00+00:00"))
    assert (None if found is None else found.date().isoformat()) == expected


def test_a_holiday_wednesday_rolls_forward() -> None:
    calendar = BusinessCalendar("UTC", OFFICE, {date(2026, 3, 11): ()})
    days = planning.moments(calendar, HALF_AN_HOUR, datetime(2026, 3, 9, tzinfo=UTC))
    found = planning.again(days, calendar, date(2026, 3, 11), days[0])
    assert found == datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


def test_work_ends_on_the_last_working_day() -> None:
    calendar = BusinessCalendar("UTC", OFFICE, {date(2026, 3, 13): ()})
    now = datetime(2026, 3, 9, tzinfo=UTC)
    assert planning.end_of_work(calendar, date(2026, 3, 15), now) == datetime(2026, 3, 12, 18, tzinfo=UTC)
    late = datetime(2026, 3, 14, tzinfo=UTC)
    assert planning.end_of_work(calendar, date(2026, 3, 15), late) == datetime(2026, 3, 16, 12, tzinfo=UTC)


@given(zones, instants, st.sampled_from(["mon", "tue", "sun"]), st.times().map(lambda at: at.replace(microsecond=0)))
def test_the_next_run_is_the_first_after_now(zone: str, now: datetime, weekday: str, at: time) -> None:
    following = weeks.next_run(weekday, at, zone, now)  # type: ignore[arg-type]
    assert now < following <= now + timedelta(days=7, hours=2)
    local = following.astimezone(ZoneInfo(zone))
    assert ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[local.weekday()] == weekday
