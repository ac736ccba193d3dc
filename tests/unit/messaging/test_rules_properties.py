"""The gate's arithmetic, against plain counting and plain clocks."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.messaging.models import Touches
from crm.messaging.rules import end_of_quiet, has_room, touched
from crm.messaging.settings.policy import Cap, QuietHours
from tests.unit.messaging.conftest import NOW, POLICY

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def quiet(begins: time, until: time) -> QuietHours:
    return QuietHours(audience="contact", message_classes=("service",), channels=("email",), begins=begins, until=until)


@given(begins=times, until=times, zone=st.sampled_from(ZONES), now=instants)
def test_quiet_hours_end_when_they_say_and_not_before(begins: time, until: time, zone: str, now: datetime) -> None:
    if begins == until:
        return
    hours = quiet(begins, until)
    end = end_of_quiet(hours, zone, now)
    local = now.astimezone(ZoneInfo(zone)).time()
    assert (end is not None) == hours.cover(local)
    if end is None:
        return
    assert now < end <= now + timedelta(hours=26)
    assert not hours.cover(end.astimezone(ZoneInfo(zone)).time())
    step = (end - now) / 20
    between = [now + step * part for part in range(20)]
    assert all(hours.cover(each.astimezone(ZoneInfo(zone)).time()) for each in between) or _clocks_change(zone, now)


def _clocks_change(zone: str, now: datetime) -> bool:
    """Say whether the clocks are put back in the next day: the hours may then end and begin again."""
    there = ZoneInfo(zone)
    offsets = [(now + timedelta(hours=each)).astimezone(there).utcoffset() for each in range(-2, 28)]
    return any(before != after for before, after in pairwise(offsets))


@pytest.mark.parametrize(
    ("zone", "now", "end"),
    [
        ("Asia/Shanghai", "2026-03-02T13:00:00Z", "2026-03-03T00:00:00Z"),
        ("Asia/Shanghai", "2026-03-02T23:59:59Z", "2026-03-03T00:00:00Z"),
        ("Asia/Shanghai", "2026-03-03T00:00:00Z", None),
        ("Asia/Shanghai", "2026-03-02T12:59:59Z", None),
        # Berlin, the night in which 02:00 becomes 03:00, and the one in which 03:00 becomes 02:00.
        ("Europe/Berlin", "2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z"),
        ("Europe/Berlin", "2026-10-24T19:00:00Z", "2026-10-25T07:00:00Z"),
        ("America/New_York", "2026-03-08T02:00:00Z", "2026-03-08T12:00:00Z"),
    ],
)
def test_nights_across_midnight_and_clock_changes(zone: str, now: str, end: str | None) -> None:
    found = end_of_quiet(quiet(time(21), time(8)), zone, datetime.fromisoformat(now))
    assert found == (None if end is None else datetime.fromisoformat(end))


@pytest.mark.parametrize(
    ("now", "end"),
    [
        # 02:30 does not exist on 29 March: the hours end when the clocks show 03:30.
        ("2026-03-29T00:45:00Z", "2026-03-29T01:30:00Z"),
        # 02:30 comes twice on 25 October: they end the first time, and once more.
        ("2026-10-25T00:15:00Z", "2026-10-25T00:30:00Z"),
        ("2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z"),
    ],
)
def test_an_end_within_the_changed_hour(now: str, end: str) -> None:
    found = end_of_quiet(quiet(time(1), time(2, 30)), "Europe/Berlin", datetime.fromisoformat(now))
    assert found == datetime.fromisoformat(end)


@given(
    minutes=st.lists(st.integers(0, 30 * 24 * 60), max_size=60).map(sorted),
    count=st.integers(0, 5),
    days=st.integers(1, 10),
)
@pytest.mark.requirement("R-484")
def test_no_window_ever_holds_more_than_the_cap(minutes: list[int], count: int, days: int) -> None:
    policy = POLICY.model_copy(update={"marketing_cap": Cap(count=count, days=days)})
    touches, sent = Touches(), list[datetime]()
    for number, minute in enumerate(minutes):
        now = NOW + timedelta(minutes=minute)
        room = sum(at > now - timedelta(days=days) for at in sent) < count
        assert has_room(touches, f"msg_{number}", policy, now) == room
        if room:
            touches = touched(touches, f"msg_{number}", policy, now)
            sent.append(now)
    for at in sent:
        assert sum(at - timedelta(days=days) < other <= at for other in sent) <= count
    assert len(touches.at) <= count
