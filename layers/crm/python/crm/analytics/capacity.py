"""Capacity: how much comes, how long it takes, and how much more those who do it could take on (R-006).

What comes and how long it takes are the counters of `case_volume` and `case_handling_time`. What people can do is their
shifts within the period, less an absence that is known of, times the cases that they may have at a time: a person who
has three at once works three case hours an hour. Headroom is a person's: whoever serves several queues has the same
hours left for each of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel, Field

from crm.analytics import library, reading, scope
from crm.analytics.buckets import Period
from crm.analytics.definitions import Definition
from crm.analytics.reading import Asked, Sum, parts, period_of
from crm.analytics.repository.cells import Reader
from crm.analytics.scope import Scope
from crm.analytics.settings.capacity import CapacityPlan
from crm.analytics.views import ScopeView
from crm.analytics.vocabulary import Dimension
from crm.cases.settings.queues import Queue, Queues
from crm.core import settings
from crm.core.access import AGENT
from crm.core.calendar import BusinessCalendar
from crm.core.command import Command
from crm.directory import repository as directory
from crm.directory.models import User
from crm.directory.settings.calendar import Calendar

HOUR = 3600


class CapacityRow(BaseModel):
    """What a queue, a kind of problem or both bring, and what those who do it have left."""

    queue: str | None = Field(description="None where it is not grouped by queue.")
    type: str | None = Field(description="The first level of the category; None where it is not grouped by it.")
    volume: int = Field(description="Cases opened.")
    solved: int
    handling_hours: float = Field(description="How long the solved ones were worked on.")
    hours_per_case: float | None
    people: int = Field(description="Agents who work in the queue, or in any.")
    headroom_hours: float = Field(description="Case hours that those people have left, all their queues considered.")
    headroom_cases: int | None = Field(description="How many more such cases that is; none where none was solved yet.")


class CapacityReport(BaseModel):
    """Volume, handling hours and headroom over some days, the most hours first."""

    rows: list[CapacityRow]
    volume: int
    handling_hours: float
    available_hours: float = Field(description="Case hours that all people together have in the period.")
    headroom_hours: float
    plan: str = Field(description="The version of the plan that hours are counted by.")
    by: tuple[Dimension, ...]
    from_on: date
    to_on: date
    zone: str
    scope: ScopeView
    as_of: datetime


class _Person(NamedTuple):
    user: User
    available: float
    left: float


Key = tuple[str, ...]


GROUPINGS: dict[str, tuple[Dimension, ...]] = {"queue": ("queue",), "type": ("type",), "queue,type": ("queue", "type")}


def report(asked: Asked, grouped: str, command: Command) -> CapacityReport:
    """Say how the work of some days compares with what people can do, grouped by a key of `GROUPINGS`."""
    by = GROUPINGS[grouped]
    period, seen = period_of(asked, command), scope.of(command.caller)
    plan = settings.current(CapacityPlan)
    volume = _grouped(library.CASE_VOLUME, period, by, seen)
    handled = _grouped(library.CASE_HANDLING_TIME, period, by, seen)
    people = _people(period, seen, plan.value)
    queues = settings.current(Queues).value
    keys = sorted(volume.keys() | handled.keys(), key=lambda key: (-handled[key].amount, key))
    rows = [_row(dict(zip(by, key, strict=True)), volume[key], handled[key], people, queues) for key in keys]
    return CapacityReport(
        rows=rows,
        volume=sum(each.amount for each in volume.values()),
        handling_hours=_hours(sum(each.amount for each in handled.values())),
        available_hours=round(sum(each.available for each in people), 2),
        headroom_hours=round(sum(each.left for each in people), 2),
        plan=plan.reference,
        by=by,
        from_on=period.first_on,
        to_on=period.last_on,
        zone=period.zone,
        scope=ScopeView.of(seen),
        as_of=command.now,
    )


def _grouped(definition: Definition, period: Period, by: tuple[Dimension, ...], seen: Scope) -> defaultdict[Key, Sum]:
    places = [1 + definition.dimensions.index(each) for each in by]
    groups, reader = defaultdict[Key, Sum](Sum), Reader(period)
    for partition in seen.partitions(definition.reference):
        for day in reader.days(partition):
            for _, part in parts(day, period):
                groups[tuple(day.values[each] for each in places)].add(part)
    # A queue from which all that was counted has moved away is no row.
    return defaultdict(Sum, {key: each for key, each in groups.items() if each.weight})


def _people(period: Period, seen: Scope, plan: CapacityPlan) -> list[_Person]:
    worked = reading.sums(library.CASE_HANDLING_TIME, period, "assignee", seen)[1]
    found = []
    for user in _agents(seen):
        available = _case_hours(user, period, plan)
        used = _hours(worked[user.id].amount) if user.id in worked else 0
        found.append(_Person(user, available, max(0.0, available - used)))
    return found


def _agents(seen: Scope) -> Iterable[User]:
    if seen.kind == "own":
        users = [directory.users.get(seen.user_id)]
    elif seen.kind == "team":
        users = [user for team_id in seen.team_ids for user in directory.roster(team_id)]
    else:
        users = directory.everybody()
    return (user for user in users if user.active and AGENT in user.roles)


def _case_hours(user: User, period: Period, plan: CapacityPlan) -> float:
    shift = _shift(user.shift or plan.usual_shift)
    seconds = shift.seconds_between(period.begins_at, period.ends_at)
    if user.absence is not None:
        away = max(user.absence.from_at, period.begins_at), min(user.absence.until_at, period.ends_at)
        seconds -= shift.seconds_between(*away) if away[0] < away[1] else 0
    return seconds / HOUR * user.capacity * plan.occupancy_percent / 100


def _shift(name: str) -> BusinessCalendar:
    return settings.current(Calendar, name).value.compiled()


def _row(group: dict[Dimension, str], volume: Sum, handled: Sum, people: list[_Person], queues: Queues) -> CapacityRow:
    mine = [each for each in people if _serves(each.user, queues.find(group["queue"]) if "queue" in group else None)]
    left = sum(each.left for each in mine)
    hours = _hours(handled.amount)
    each_takes = hours / handled.weight if handled.weight else None
    return CapacityRow(
        queue=group.get("queue"),
        type=group.get("type"),
        volume=volume.amount,
        solved=handled.weight,
        handling_hours=hours,
        hours_per_case=None if each_takes is None else round(each_takes, 3),
        people=len(mine),
        headroom_hours=round(left, 2),
        headroom_cases=int(left / each_takes) if each_takes else None,
    )


def _serves(user: User, queue: Queue | None) -> bool:
    return queue is None or not queue.team_ids or user.team_id in queue.team_ids


def _hours(milliseconds: int) -> float:
    return round(milliseconds / library.CASE_HANDLING_TIME.scale, 3)
