"""Business time against the reference that steps minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.calendar import BusinessCalendar
from tests.reference.business_time import Reference

CLOCK_CHANGES = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Asia/Tehran", date(2022, 3, 22)),
    ("Asia/Tehran", date(2022, 9, 21)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2019, 2, 16)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Antarctica/Troll", date(2026, 3, 29)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Shanghai", date(2026, 10, 1)),
    ("Asia/Kathmandu", date(2026, 1, 1)),
    ("UTC", date(2025, 12, 31)),
]
STEP = 15


@st.composite
def hours(draw: st.DrawFn, most: int = 3) -> tuple[tuple[int, int], ...]:
    edges = draw(st.lists(st.integers(0, 24 * 60 // STEP), unique=True, max_size=2 * most))
    edges = sorted(edges)[: len(edges) // 2 * 2]
    return tuple((opens * STEP, closes * STEP) for opens, closes in zip(edges[::2], edges[1::2], strict=True))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Reference, BusinessCalendar, datetime]:
    """Return a calendar, as reference and as engine, and an instant near a clock change of its zone."""
    zone, day = draw(st.sampled_from(CLOCK_CHANGES))
    weekly = {weekday: draw(hours()) for weekday in range(7)}
    weekly[draw(st.integers(0, 6))] = ((9 * 60, 17 * 60 + 30),)
    near = st.integers(-3, 3).map(lambda days: day + timedelta(days=days))
    exceptions = draw(st.dictionaries(near, hours(), max_size=3))
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    start = midnight + timedelta(minutes=draw(st.integers(-2 * 24 * 60, 2 * 24 * 60)))
    reference = Reference(zone, weekly, exceptions)
    engine = BusinessCalendar(
        zone,
        {weekday: seconds(each) for weekday, each in weekly.items()},
        {on: seconds(each) for on, each in exceptions.items()},
    )
    return reference, engine, start


def seconds(day: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return tuple((opens * 60, closes * 60) for opens, closes in day)


@settings(max_examples=150, deadline=None)
@given(situations(), st.integers(0, 3 * 24 * 60))
def test_time_between(situation: tuple[Reference, BusinessCalendar, datetime], minutes: int) -> None:
    reference, engine, start = situation
    end = start + timedelta(minutes=minutes)
    assert engine.seconds_between(start, end) == 60 * reference.minutes_between(start, end)
    assert engine.is_open(start) == reference.is_open(start)


@settings(max_examples=120, deadline=None)
@given(situations(), st.integers(0, 900))
def test_add(situation: tuple[Reference, BusinessCalendar, datetime], minutes: int) -> None:
    reference, engine, start = situation
    end = reference.add(start, minutes)
    assert engine.add(start, minutes * 60) == end
    if minutes:
        assert engine.add(start, minutes * 60, into_next_opening=True) == next(reference.open_minutes(end))


@settings(max_examples=120, deadline=None)
@given(situations(), st.integers(0, 4))
def test_add_days(situation: tuple[Reference, BusinessCalendar, datetime], days: int) -> None:
    reference, engine, start = situation
    assert engine.add_days(start, days) == reference.add_days(start, days)


@settings(max_examples=200, deadline=None)
@given(situations(), st.integers(0, 10_000), st.integers(0, 10_000))
def test_adjacent_stretches_add_up(
    situation: tuple[Reference, BusinessCalendar, datetime], first: int, second: int
) -> None:
    _, engine, start = situation
    middle = start + timedelta(seconds=61 * first)
    end = middle + timedelta(seconds=61 * second)
    parts = engine.seconds_between(start, middle) + engine.seconds_between(middle, end)
    assert parts == engine.seconds_between(start, end)


@settings(max_examples=200, deadline=None)
@given(situations(), st.integers(0, 200_000))
def test_add_is_the_inverse_of_between(situation: tuple[Reference, BusinessCalendar, datetime], length: int) -> None:
    _, engine, start = situation
    end = engine.add(start, length)
    assert engine.seconds_between(start, end) == length
    stretches = engine.stretches(start, end)
    assert sum((closes - opens).total_seconds() for opens, closes in stretches) == length
