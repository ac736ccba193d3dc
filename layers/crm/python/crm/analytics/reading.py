"""Reading metrics: what the counters of a scope come to over a period, whole and by group."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple, get_args
from zoneinfo import ZoneInfo

from crm.analytics import buckets, library, scope
from crm.analytics.buckets import Period
from crm.analytics.contributions import of_team
from crm.analytics.definitions import Definition
from crm.analytics.repository.cells import Day, Reader
from crm.analytics.scope import Scope
from crm.analytics.views import (
    Figures,
    MetricDefinition,
    MetricGroup,
    MetricPage,
    MetricValues,
    MetricView,
    ScopeView,
    in_unit,
    percentiles,
)
from crm.analytics.vocabulary import By, Moment
from crm.core import paging
from crm.core.access import Caller
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.directory import repository as directory

_USUAL = timedelta(days=27)
MAX_DAYS = 400
MAX_DAYS_BY_HOUR = 31
_MOMENTS: tuple[Moment, ...] = get_args(Moment)


class MetricPeriodError(InvalidError):
    """The period ends before it begins, or is longer than it may be."""

    code = "metric_period"


class MetricGroupingError(InvalidError):
    """The metric is not kept by that."""

    code = "metric_grouping"


class MetricUnknownError(InvalidError):
    """Some of the names are no metrics'."""

    code = "metric_unknown"


class Asked(NamedTuple):
    """What is asked of a metric: which days, and by what."""

    first_on: date | None
    last_on: date | None
    zone: str | None
    by: By | None = None


class Sum:
    """What counters come to."""

    def __init__(self) -> None:
        self.amount = self.weight = 0
        self.bins: Counter[int] = Counter()

    def add(self, part: "Sum") -> None:
        """Add what others come to."""
        self.amount += part.amount
        self.weight += part.weight
        self.bins.update(part.bins)

    def count(self, kind: str, bin_: int | None, by: int) -> None:
        """Count a member of a counter."""
        if kind == "n":
            self.amount += by
        elif kind == "d":
            self.weight += by
        elif bin_ is not None:
            self.bins[bin_] += by

    def figures(self, definition: Definition) -> Figures:
        """Return what it says."""
        counted = definition.shape == "count"
        numerator = in_unit(definition, self.amount)
        share = round(self.amount / definition.scale / self.weight, 4) if self.weight else None
        return Figures(
            value=numerator if counted else share,
            numerator=numerator,
            denominator=None if counted else self.weight,
            percentiles=percentiles(definition, self.bins) if definition.shape == "mean" else None,
        )


def list_all(command: Command, limit: int, cursor: str | None) -> MetricPage:
    """List the metrics in their newest versions, by name."""
    after = paging.unseal("metrics", cursor) or ""
    names = sorted({each.name for each in library.LIBRARY if each.name > after})
    shown = [MetricDefinition.of(library.find(each), command.caller.locale) for each in names[:limit]]
    more = len(names) > limit
    return MetricPage(items=shown, next_cursor=paging.seal("metrics", names[limit - 1]) if more else None)


def show(name: str, version: int | None, asked: Asked, command: Command) -> MetricView:
    """Say what a metric comes to."""
    definition = library.find(name, version)
    period = period_of(asked, command)
    _require_grouping(definition, asked.by)
    seen = scope.of(command.caller)
    whole, groups = sums(definition, period, asked.by, seen)
    shown = MetricDefinition.of(definition, command.caller.locale)
    return MetricView(
        **whole.figures(definition).model_dump(),
        name=definition.name,
        definition_version=definition.version,
        title=shown.title,
        unit=definition.unit,
        by=asked.by,
        groups=[MetricGroup(key=key, **each.figures(definition).model_dump()) for key, each in groups.items()],
        from_on=period.first_on,
        to_on=period.last_on,
        zone=period.zone,
        scope=ScopeView.of(seen),
        as_of=command.now,
    )


def show_many(names: Iterable[str], asked: Asked, command: Command) -> MetricValues:
    """Say what several metrics come to over the same days."""
    wanted = list(dict.fromkeys(names))
    unknown = sorted(set(wanted) - {each.name for each in library.LIBRARY})
    if unknown:
        raise MetricUnknownError("names", names=", ".join(unknown))
    return MetricValues(items=[show(each, None, asked, command) for each in wanted])


def period_of(asked: Asked, command: Command) -> Period:
    """Return the days that are asked for: without more, the reader's last four weeks, today included."""
    zone = asked.zone or _zone_of(command.caller)
    last_on = asked.last_on or _today(command.now, zone)
    period = Period(asked.first_on or last_on - _USUAL, last_on, zone)
    longest = MAX_DAYS_BY_HOUR if asked.by == "hour" else MAX_DAYS
    if not 1 <= period.days <= longest:
        raise MetricPeriodError("from", days=period.days, limit=longest)
    return period


def _zone_of(caller: Caller) -> str:
    user = directory.find_user(caller.id)
    return "Etc/UTC" if user is None else user.zone


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def _require_grouping(definition: Definition, by: By | None) -> None:
    if by is not None and by not in definition.groupings:
        raise MetricGroupingError("by", metric=definition.name, by=by, possible=list(definition.groupings))


def sums(definition: Definition, period: Period, by: By | None, seen: Scope) -> tuple[Sum, dict[str, Sum]]:
    """Return what a metric comes to over a period, whole and by group."""
    whole, groups = Sum(), defaultdict[str, Sum](Sum)
    moment = next((each for each in _MOMENTS if each == by), None)
    if moment is not None:
        groups.update({name: Sum() for name in period.moments(moment)})
    reader = Reader(period)
    for source in definition.sources:
        for key, day in _read(reader, source, by, seen):
            for at, part in parts(day, period):
                part.amount = definition.counts(source, part.amount, part.weight)
                whole.add(part)
                if by is not None:
                    groups[key if moment is None else period.name(moment, at)].add(part)
    if moment is not None:
        return whole, dict(groups)
    return whole, {key: each for key, each in sorted(groups.items()) if each.weight}


def parts(day: Day, period: Period) -> Iterator[tuple[datetime, Sum]]:
    """Yield what a counter has of each quarter of an hour of a period, with when that begins."""
    found = defaultdict[int, Sum](Sum)
    for member, amount in day.members.items():
        slot, bin_ = _place(member)
        found[slot].count(member[0], bin_, amount)
    for slot, part in found.items():
        at = buckets.begins(day.day, slot)
        if period.begins_at <= at < period.ends_at:
            yield at, part


def _place(member: str) -> tuple[int, int | None]:
    slot, _, bin_ = member[1:].partition("_")
    return int(slot), int(bin_) if bin_ else None


def _read(reader: Reader, definition: Definition, by: By | None, seen: Scope) -> Iterator[tuple[str, Day]]:
    """Yield the counters that hold the scope's numbers, each with the value that it is grouped by.

    What is everybody's is kept by team, and what is a team's by assignee: by assignee, everybody's is read from the
    teams that there are.
    """
    metric = definition.reference
    partitions = seen.partitions(metric)
    if seen.kind == "all" and by == "assignee":
        teams = {day.values[0] for each in partitions for day in reader.days(each)}
        partitions = [of_team(metric, each) for each in sorted(teams)]
        seen = Scope("team", seen.user_id, tuple(sorted(teams)))
    for partition in partitions:
        for day in reader.days(partition):
            yield _value(definition, by, seen, partition, day), day


def _value(definition: Definition, by: By | None, seen: Scope, partition: str, day: Day) -> str:
    if by is None or by in _MOMENTS:
        return ""
    first: By = "assignee" if seen.kind == "team" else "team"
    if by in definition.dimensions:
        return day.values[1 + definition.dimensions.index(by)]
    if by == first:
        return day.values[0]
    return partition.rpartition("#")[2]
