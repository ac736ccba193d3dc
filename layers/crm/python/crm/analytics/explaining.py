"""What is behind a metric: its definition, and the rows that were counted."""

from crm.analytics import library, scope
from crm.analytics.buckets import Period
from crm.analytics.reading import Asked, period_of
from crm.analytics.repository import rows
from crm.analytics.scope import Scope
from crm.analytics.views import MetricDefinition, MetricExplanation, MetricRow, ScopeView
from crm.core import paging
from crm.core.command import Command

_INDEXES = {"own": "by_person", "team": "by_team", "all": "by_metric"}


def explain(
    name: str, version: int | None, asked: Asked, command: Command, limit: int, cursor: str | None
) -> MetricExplanation:
    """Show the rows that a metric counts over a period, within what the caller may see."""
    definition = library.find(name, version)
    period = period_of(asked, command)
    seen = scope.of(command.caller)
    listing = _listing(definition.reference, period, seen)
    partitions = [each for source in definition.sources for each in seen.partitions(source.reference)]
    first, last = _rank(period.begins_at.timestamp()), _rank(period.ends_at.timestamp())
    after = paging.unseal(listing, cursor)
    found, end = rows.newest(_INDEXES[seen.kind], partitions, first, last, limit, after)
    return MetricExplanation(
        items=[MetricRow.of(each, definition) for each in found],
        next_cursor=None if end is None else paging.seal(listing, end),
        definition=MetricDefinition.of(definition, command.caller.locale),
        from_on=period.first_on,
        to_on=period.last_on,
        zone=period.zone,
        scope=ScopeView.of(seen),
        as_of=command.now,
    )


def _rank(at: float) -> str:
    """Return the bound of the ranks of rows from an instant on: one that ends there has no such row below it."""
    return f"{int(at * 1000):013d}"


def _listing(metric: str, period: Period, seen: Scope) -> str:
    whose = seen.user_id if seen.kind == "own" else ",".join(seen.team_ids)
    return f"metric:{metric}:{period.first_on}:{period.last_on}:{period.zone}:{seen.kind}:{whose}"
