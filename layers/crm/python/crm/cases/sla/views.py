"""How service levels are shown. Views have no defaults: every member is always there."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from crm.cases.case import Calendars, Case
from crm.cases.sla.milestone import BREACH, Milestone, MilestoneName, State
from crm.core.calendar import BusinessCalendar

Color = Literal["grey", "green", "yellow", "orange", "red", "black"]
_COLORS: tuple[tuple[int, Color], ...] = ((BREACH, "black"), (90, "red"), (75, "orange"), (50, "yellow"), (0, "green"))
_ORDER: dict[MilestoneName, int] = {"first_response": 0, "restore": 1, "resolution": 2}


class MilestoneView(BaseModel):
    """A promise and how it stands; times in business seconds. `due_at` is null while the clock stands still."""

    milestone: MilestoneName
    instance: int
    state: State
    target_seconds: int
    elapsed_seconds: int
    remaining_seconds: int
    used_percent: int
    color: Color
    due_at: datetime | None
    started_at: datetime
    stopped_at: datetime | None
    breached_at: datetime | None
    overdue_seconds: int
    paused_by: tuple[str, ...]
    warned_at_percent: tuple[int, ...]

    @classmethod
    def of(cls, milestone: Milestone, now: datetime, calendar: BusinessCalendar) -> "MilestoneView":
        """Show a milestone as of `now`."""
        elapsed = milestone.elapsed(now, calendar)
        used = elapsed * 100 // milestone.target_seconds
        return cls(
            milestone=milestone.name,
            instance=milestone.instance,
            state=milestone.state,
            target_seconds=milestone.target_seconds,
            elapsed_seconds=elapsed,
            remaining_seconds=milestone.target_seconds - elapsed,
            used_percent=used,
            color=_color(milestone, used),
            due_at=milestone.due_at(calendar),
            started_at=milestone.started_at,
            stopped_at=milestone.stopped_at,
            breached_at=milestone.breached_at,
            overdue_seconds=max(0, elapsed - milestone.target_seconds),
            paused_by=milestone.paused_by,
            warned_at_percent=milestone.fired,
        )


class LocalMilestoneView(MilestoneView):
    """A promise, and when it is due by the clock on the wall: where it is counted, and where it is read."""

    due_by_calendar: datetime | None
    due_by_reader: datetime | None

    @classmethod
    def at(cls, view: MilestoneView, calendar: ZoneInfo, reader: ZoneInfo) -> "LocalMilestoneView":
        """Show a milestone in two zones."""
        due = view.due_at
        return cls(
            **dict(view),
            due_by_calendar=None if due is None else due.astimezone(calendar),
            due_by_reader=None if due is None else due.astimezone(reader),
        )


def _color(milestone: Milestone, used: int) -> Color:
    if milestone.state in {"paused", "cancelled"}:
        return "grey"
    if milestone.state == "breached":
        return "black"
    return next(color for percent, color in _COLORS if used >= percent)


def milestones_of(case: Case, now: datetime, calendars: Calendars) -> list[MilestoneView]:
    """Show every milestone of a case, each kind together, oldest instance first."""
    calendar = calendars(case.clocks.terms.calendar)
    shown = [MilestoneView.of(each, now, calendar) for each in case.clocks.milestones]
    return sorted(shown, key=lambda each: (_ORDER[each.milestone], each.instance))


class SlaView(BaseModel):
    """The service levels of a case as of `as_of`."""

    case_id: str
    number: str
    version: int
    as_of: datetime
    policy: str
    calendar: str
    zone: str
    """The zone of the calendar; `reader_zone` is the one asked for, or the same."""
    reader_zone: str
    due_at: datetime | None
    color: Color
    milestones: list[LocalMilestoneView]

    @classmethod
    def of(cls, case: Case, now: datetime, calendars: Calendars, reader_zone: str | None) -> "SlaView":
        """Show a case's service levels, to a reader in a zone."""
        terms = case.clocks.terms
        shown = milestones_of(case, now, calendars)
        zone = calendars(terms.calendar).zone
        reader = zone if reader_zone is None else ZoneInfo(reader_zone)
        return cls(
            case_id=case.id,
            number=case.number,
            version=case.version,
            as_of=now,
            policy=terms.policy,
            calendar=terms.calendar,
            zone=zone.key,
            reader_zone=reader.key,
            due_at=case.due_at,
            color=worst(shown),
            milestones=[LocalMilestoneView.at(each, zone, reader) for each in shown],
        )


def worst(milestones: list[MilestoneView]) -> Color:
    """Return the most urgent color among the milestones still open, grey where none is."""
    rank: tuple[Color, ...] = ("black", "red", "orange", "yellow", "green")
    colors = {each.color for each in milestones if each.stopped_at is None and each.state != "cancelled"}
    return next((color for color in rank if color in colors), "grey")
