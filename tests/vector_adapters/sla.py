"""SLA arithmetic: adding business time, measuring it, and pauses."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crm.cases.sla.milestone import Milestone
from crm.core.calendar import BusinessCalendar, parse_time, union

FILES = "sla*.json"
_NO_TARGET = 10**9
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def cases(document: Any, _folder: Path) -> list[Mapping[str, Any]]:
    """Return the vectors in a file."""
    found: list[Mapping[str, Any]] = document
    return found


def disagreement(vector: Mapping[str, Any]) -> str | None:
    """Return what the engine says where it differs from the vector, None where they agree."""
    expected = vector["expect_seconds"] if "expect_seconds" in vector else _instant(vector["expect_due"])
    got = _ASKED[vector["kind"]](vector, _calendar(vector))
    return None if got == expected else f"expected {expected}, got {got}"


def _add(vector: Mapping[str, Any], calendar: BusinessCalendar) -> datetime:
    return calendar.add(_instant(vector["start"]), vector["duration_seconds"])


def _between(vector: Mapping[str, Any], calendar: BusinessCalendar) -> int:
    return calendar.seconds_between(_instant(vector["start"]), _instant(vector["end"]))


def _elapsed(vector: Mapping[str, Any], calendar: BusinessCalendar) -> int:
    end = _instant(vector["end"])
    milestone = _through_pauses(vector, calendar, until=end)
    return milestone.elapsed(end, calendar)


def _due(vector: Mapping[str, Any], calendar: BusinessCalendar) -> datetime:
    milestone = _through_pauses(vector, calendar)
    if milestone.paused_by:
        return milestone.due_if_resumed(_instant(vector["now"]), calendar)
    due = milestone.due_at(calendar)
    assert due is not None
    return due


def _through_pauses(vector: Mapping[str, Any], calendar: BusinessCalendar, until: datetime | None = None) -> Milestone:
    """Run a milestone's clock through the pauses as the desk would: overlapping ones are one."""
    start = _instant(vector["start"])
    milestone = Milestone(
        name="resolution", target_seconds=vector.get("duration_seconds", _NO_TARGET), started_at=start, as_of=start
    )
    forever = datetime.max.replace(tzinfo=start.tzinfo)
    pauses = [(_instant(begin), forever if end is None else _instant(end)) for begin, end in vector["pauses"]]
    for paused_at, end in union(pauses):
        begin = max(paused_at, start)
        if end <= begin or _over(milestone, begin, calendar) or (until is not None and begin >= until):
            continue
        milestone = milestone.paused("customer", begin, calendar)
        if end != forever and (until is None or end <= until):
            milestone = milestone.resumed(end, calendar)
    return milestone


def _over(milestone: Milestone, at: datetime, calendar: BusinessCalendar) -> bool:
    """Say whether the target had run out before `at`: a breached milestone stays breached."""
    return milestone.counting and milestone.elapsed(at, calendar) >= milestone.target_seconds


def _calendar(vector: Mapping[str, Any]) -> BusinessCalendar:
    exceptions: dict[date, Any] = {date.fromisoformat(day): () for day in vector.get("holidays", ())}
    for day, hours in vector.get("special_days", {}).items():
        exceptions[date.fromisoformat(day)] = _hours(hours)
    weekly = {_DAYS.index(day): _hours(hours) for day, hours in vector["weekly_hours"].items()}
    return BusinessCalendar(vector["timezone"], weekly, exceptions)


def _hours(stretches: Any) -> tuple[tuple[int, int], ...]:
    return tuple((parse_time(opens), parse_time(closes)) for opens, closes in stretches)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


_ASKED = {
    "add_business_time": _add,
    "business_time_between": _between,
    "sla_with_pauses": _due,
    "elapsed_with_pauses": _elapsed,
}
