"""Days, weeks and hours of zones, made of quarters of an hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.analytics import buckets
from crm.analytics.buckets import QUARTER, Period

ZONES = ("Asia/Shanghai", "Asia/Kathmandu", "Pacific/Chatham", "Europe/Berlin", "America/New_York", "Africa/Cairo")
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_every_day_begins_on_a_quarter_of_an_hour(zone: str) -> None:
    for month in range(1, 13):
        begins = Period(date(2026, month, 1), date(2026, month, 1), zone).begins_at
        assert buckets.begins(buckets.day_of(begins), buckets.slot_of(begins)) == begins


@settings(deadline=None)
@given(first=DAYS, length=st.integers(1, 20), zone=st.sampled_from(ZONES))
def test_each_quarter_is_in_one_day_and_every_day_is_named(first: date, length: int, zone: str) -> None:
    period = Period(first, first + timedelta(days=length - 1), zone)
    quarters = int((period.ends_at - period.begins_at) / QUARTER)
    assert period.days == length
    for moment in ("hour", "day", "week"):
        names = [period.name(moment, period.begins_at + each * QUARTER) for each in range(quarters)]
        assert list(period.moments(moment)) == list(dict.fromkeys(names))
    assert list(period.moments("day")) == [(first + timedelta(days=each)).isoformat() for each in range(length)]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("Asia/Shanghai", "2026-03-29", 24),
        ("Africa/Cairo", "2026-04-24", 23),
    ],
)
def test_a_day_on_which_clocks_change(zone: str, day: str, hours: int) -> None:
    period = Period(date.fromisoformat(day), date.fromisoformat(day), zone)
    assert period.ends_at - period.begins_at == timedelta(hours=hours)
    assert len(list(period.moments("hour"))) == hours


@given(seconds=st.integers(0, 365 * 24 * 3600), zone=st.sampled_from(ZONES))
def test_an_instant_is_in_its_quarter(seconds: int, zone: str) -> None:
    instant = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(ZoneInfo(zone))
    begins = buckets.begins(buckets.day_of(instant), buckets.slot_of(instant))
    assert begins <= instant.astimezone(UTC) < begins + QUARTER


def test_a_week_is_an_iso_week() -> None:
    period = Period(date(2025, 12, 28), date(2026, 1, 4), "Asia/Shanghai")
    assert list(period.moments("week")) == ["2025-W52", "2026-W01"]
