"""When a task is to be done: its stretch of time, what it collides with, where there is room, when to remind of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from crm.core.calendar import BusinessCalendar, union
from crm.tasks.settings.policy import PriorityLevel
from crm.tasks.task import Slot

LONGEST = timedelta(hours=8)
"""No task takes longer: who looks for what overlaps need look no further back."""

STEP = timedelta(minutes=15)
"""What is proposed begins at a full quarter of an hour."""


def slot_of(due_at: datetime, begins_at: datetime | None, duration: timedelta) -> Slot:
    """Return the stretch a task takes: from when it is to begin, else the last before it is due."""
    if begins_at is not None:
        return Slot(begins_at=begins_at, ends_at=begins_at + duration)
    return Slot(begins_at=due_at - duration, ends_at=due_at)


def overlaps(one: Slot, other: Slot) -> bool:
    """Say whether two stretches have time in common; one that ends as the other begins has none."""
    return one.begins_at < other.ends_at and other.begins_at < one.ends_at


def proposals(
    calendar: BusinessCalendar, busy: Iterable[Slot], duration: timedelta, first: datetime, last: datetime, count: int
) -> tuple[Slot, ...]:
    """Return the first free stretches of `duration` in working hours between `first` and `last`, one after another."""
    taken = union((each.begins_at, each.ends_at) for each in busy)
    found: list[Slot] = []
    for opens, closes in calendar.stretches(first, last):
        for begins, ends in _free(opens, closes, taken):
            begins_at = _full_quarter(begins)
            while begins_at + duration <= ends and len(found) < count:
                found.append(Slot(begins_at=begins_at, ends_at=begins_at + duration))
                begins_at = _full_quarter(begins_at + duration)
    return tuple(found)


def _free(
    opens: datetime, closes: datetime, taken: Sequence[tuple[datetime, datetime]]
) -> Iterable[tuple[datetime, datetime]]:
    at = opens
    for begins, ends in taken:
        if begins >= closes:
            break
        if begins > at:
            yield at, begins
        at = max(at, ends)
    if at < closes:
        yield at, closes


def _full_quarter(instant: datetime) -> datetime:
    past = timedelta(seconds=instant.timestamp() % STEP.total_seconds())
    return instant if not past else instant - past + STEP


def reminder(level: PriorityLevel, given_at: datetime, due_at: datetime) -> datetime | None:
    """Return when to remind of a task that was given at a time; never before that, and not once it is due."""
    times = []
    if level.remind_after_seconds is not None:
        times.append(given_at + timedelta(seconds=level.remind_after_seconds))
    if level.remind_before_due_seconds is not None:
        times.append(due_at - timedelta(seconds=level.remind_before_due_seconds))
    return min((each for each in times if given_at < each < due_at), default=None)
