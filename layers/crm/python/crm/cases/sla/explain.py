"""Why a clock stands where it stands: every stretch that was counted, and every one that was not.

The account is made by recounting the event records and watching the clocks change, so it shows what the engine
did and not what somebody thinks it does.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from crm.cases.case import Calendars, Case
from crm.cases.events import CaseOpened
from crm.cases.evolution import EVENTS, evolve, opened
from crm.cases.sla.clocks import Clocks
from crm.cases.sla.milestone import Milestone, MilestoneName, State
from crm.core.calendar import BusinessCalendar
from crm.core.commit import CommitRecord

StretchKind = Literal["counted", "paused", "stopped"]


class OpenHours(BaseModel):
    """A stretch of open hours."""

    from_at: datetime
    until_at: datetime


class Stretch(BaseModel):
    """A stretch between two events: whether the clock ran, why not, and how much it counted."""

    kind: StretchKind
    from_at: datetime
    until_at: datetime
    because: str
    paused_by: tuple[str, ...]
    calendar: str
    business_seconds: int
    counted_seconds: int
    open_hours: list[OpenHours]
    """The open hours within a counted stretch; the first hundred."""


class MilestoneAccount(BaseModel):
    """One milestone's clock, stretch by stretch."""

    milestone: MilestoneName
    instance: int
    state: State
    target_seconds: int
    counted_seconds: int
    due_at: datetime | None
    stretches: list[Stretch]


_SHOWN = 100


def explain(records: Iterable[CommitRecord], now: datetime, calendars: Calendars) -> list[MilestoneAccount]:
    """Return the account of every milestone up to `now`, recounted from the case's records."""
    stretches: dict[str, list[Stretch]] = {}
    case: Case | None = None
    since: dict[str, tuple[datetime, str]] = {}
    for before, after, at, name in _steps(records, calendars):
        for milestone in () if before is None else before.clocks.milestones:
            follower = after.clocks.find(milestone.key)
            if before is not None and _changes(milestone, follower, before.clocks, after.clocks):
                start, because = since[milestone.key]
                stretches.setdefault(milestone.key, []).append(
                    _stretch(milestone, start, at, because, before.clocks.terms.calendar, calendars)
                )
                since[milestone.key] = (at, name)
        for milestone in after.clocks.milestones:
            since.setdefault(milestone.key, (at, name))
        case = after
    assert case is not None  # noqa: S101 - a case has at least its opening
    reference = case.clocks.terms.calendar
    for milestone in case.clocks.milestones:
        start, because = since[milestone.key]
        if start < now and not milestone.cancelled:
            stretches.setdefault(milestone.key, []).append(
                _stretch(milestone, start, now, because, reference, calendars)
            )
    return [_account(each, stretches.get(each.key, []), now, calendars(reference)) for each in case.clocks.milestones]


def _steps(records: Iterable[CommitRecord], calendars: Calendars) -> Iterator[tuple[Case | None, Case, datetime, str]]:
    case: Case | None = None
    for record in records:
        for name, _, data in record.events:
            event, at = EVENTS[name].model_validate(data), record.occurred_at
            before = case
            if isinstance(event, CaseOpened):
                case = opened(record.aggregate_id, event, at, calendars)
            else:
                assert case is not None  # noqa: S101 - the opening comes first
                case = evolve(case, event, at, calendars)
            yield before, case, at, name


def _changes(before: Milestone, after: Milestone | None, old: Clocks, new: Clocks) -> bool:
    return (
        after is None
        or (before.counting, before.paused_by, before.stopped_at) != (after.counting, after.paused_by, after.stopped_at)
        or old.terms.calendar != new.terms.calendar
    )


def _stretch(
    milestone: Milestone, start: datetime, end: datetime, because: str, reference: str, calendars: Calendars
) -> Stretch:
    calendar: BusinessCalendar = calendars(reference)
    seconds = calendar.seconds_between(start, end)
    kind: StretchKind = "counted" if milestone.counting else "paused" if milestone.paused_by else "stopped"
    hours = calendar.stretches(start, end)[:_SHOWN] if kind == "counted" else []
    return Stretch(
        kind=kind,
        from_at=start,
        until_at=end,
        because=because,
        paused_by=milestone.paused_by,
        calendar=reference,
        business_seconds=seconds,
        counted_seconds=seconds if kind == "counted" else 0,
        open_hours=[OpenHours(from_at=opens, until_at=closes) for opens, closes in hours],
    )


def _account(
    milestone: Milestone, stretches: list[Stretch], now: datetime, calendar: BusinessCalendar
) -> MilestoneAccount:
    return MilestoneAccount(
        milestone=milestone.name,
        instance=milestone.instance,
        state=milestone.state,
        target_seconds=milestone.target_seconds,
        counted_seconds=milestone.elapsed(now, calendar),
        due_at=milestone.due_at(calendar),
        stretches=stretches,
    )
