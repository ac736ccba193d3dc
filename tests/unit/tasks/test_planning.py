"""When a task is to be done."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.calendar import BusinessCalendar
from crm.tasks import planning
from crm.tasks.settings.policy import PriorityLevel
from crm.tasks.task import Slot

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
OFFICE = BusinessCalendar("UTC", dict.fromkeys(range(5), ((9 * 3600, 12 * 3600), (13 * 3600, 18 * 3600))), {})
HALF = timedelta(minutes=30)


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def slot(begins: datetime, minutes: int = 30) -> Slot:
    return Slot(begins_at=begins, ends_at=begins + timedelta(minutes=minutes))


def test_a_task_takes_the_last_stretch_before_it_is_due_unless_it_says_when() -> None:
    assert planning.slot_of(at(18), None, HALF) == slot(at(17, 30))
    assert planning.slot_of(at(18), at(9), HALF) == slot(at(9))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (slot(at(9)), slot(at(9)), True),
        (slot(at(9)), slot(at(9, 29)), True),
        (slot(at(9)), slot(at(9, 30)), False),
        (slot(at(9), 120), slot(at(9, 30)), True),
    ],
)
def test_stretches_overlap_where_they_have_time_in_common(one: Slot, other: Slot, expected: bool) -> None:
    assert planning.overlaps(one, other) is planning.overlaps(other, one) is expected


@pytest.mark.parametrize(
    ("busy", "first", "expected"),
    [
        ([], at(9), [at(9), at(9, 30), at(10)]),
        ([], at(9, 1), [at(9, 15), at(9, 45), at(10, 15)]),
        ([], at(7), [at(9), at(9, 30), at(10)]),
        ([slot(at(9), 170)], at(9), [at(13), at(13, 30), at(14)]),
        ([slot(at(9, 20), 20), slot(at(9, 30), 60)], at(9), [at(10, 30), at(11), at(11, 30)]),
        ([slot(at(9), 9 * 60)], at(9), [at(9, day=1), at(9, 30, day=1), at(10, day=1)]),
        ([], at(17, 45), [at(9, day=1), at(9, 30, day=1), at(10, day=1)]),
        ([slot(at(7), 8 * 60)], at(12), [at(15), at(15, 30), at(16)]),
    ],
)
def test_what_is_proposed_is_the_first_free_working_time(
    busy: list[Slot], first: datetime, expected: list[datetime]
) -> None:
    found = planning.proposals(OFFICE, busy, HALF, first, first + timedelta(days=2), 3)
    assert [each.begins_at for each in found] == expected


@given(
    busy=st.lists(st.tuples(st.integers(0, 4 * 24 * 60), st.integers(5, 480)), max_size=30),
    first=st.integers(0, 3 * 24 * 60),
    minutes=st.integers(5, 480),
)
def test_what_is_proposed_is_free_open_and_apart(busy: list[tuple[int, int]], first: int, minutes: int) -> None:
    taken = [slot(MONDAY + timedelta(minutes=begins), lasts) for begins, lasts in busy]
    begin, duration = MONDAY + timedelta(minutes=first), timedelta(minutes=minutes)
    found = planning.proposals(OFFICE, taken, duration, begin, begin + timedelta(days=3), 5)
    for position, each in enumerate(found):
        assert each.ends_at - each.begins_at == duration
        assert each.begins_at >= begin
        assert OFFICE.seconds_between(each.begins_at, each.ends_at) == minutes * 60
        others = [*taken, *found[:position], *found[position + 1 :]]
        assert not any(planning.overlaps(each, other) for other in others)


@pytest.mark.parametrize(
    ("after", "before", "expected"),
    [
        (7200, None, at(11)),
        (None, 3600, at(17)),
        (7200, 3600, at(11)),
        (None, None, None),
        (9 * 3600, None, None),
        (None, 10 * 3600, None),
        (9 * 3600, 3600, at(17)),
    ],
)
def test_the_earlier_reminder_counts_if_it_comes_in_time(
    after: int | None, before: int | None, expected: datetime | None
) -> None:
    level = PriorityLevel(
        priority="high", sla_seconds=3600, remind_after_seconds=after, remind_before_due_seconds=before
    )
    assert planning.reminder(level, at(9), at(18)) == expected
