"""Reading lists of cases from the indexes, over several partitions as if they were one."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import and_
from typing import Any

from pynamodb.expressions.condition import Condition

from crm.cases.filters import EQUAL, Filters
from crm.cases.repository.items import NO_DUE, CaseItem
from crm.cases.views import CaseSummary
from crm.core import dynamodb

Row = dict[str, Any]
ALL_QUEUES = None
"""Instead of the queues a caller may see, where that is all of them."""


@dataclass(frozen=True, slots=True)
class Source:
    """Partitions of an index whose rows, merged by rank, are a list."""

    index: str
    keys: tuple[str, ...]
    rank: str
    forward: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows a caller may see: those of their queues, and their own."""

    queue_ids: frozenset[str] | None = ALL_QUEUES
    user_id: str = ""


def read(
    source: Source, filters: Filters, scope: Scope, limit: int, after: str | None
) -> tuple[list[tuple[str, CaseSummary]], str | None]:
    """Return the next rows, each with its rank, and the rank to go on after; one request a partition."""
    rank = getattr(CaseItem, source.rank)
    beyond = None if after is None else (rank > after if source.forward else rank < after)
    pages = []
    for key in source.keys:
        rows, last = dynamodb.query_raw(
            CaseItem,
            key,
            index=source.index,
            range_condition=beyond,
            filter_condition=_condition(filters, scope),
            limit=limit,
            forward=source.forward,
        )
        pages.append((rows, None if last is None else str(last[source.rank]["S"])))
    merged, bound = _merged(pages, source)
    return [(str(row[source.rank]["S"]), summary_of(CaseItem.from_raw_data(row))) for row in merged], bound


def _condition(filters: Filters, scope: Scope) -> Condition | None:
    """Return the filter; every index that lists cases holds what it looks at."""
    given = [(name, getattr(filters, name)) for name in EQUAL]
    conditions = [getattr(CaseItem, name) == value for name, value in given if value is not None]
    if filters.category is not None:
        below = CaseItem.category.startswith(f"{filters.category}/")
        conditions.append((CaseItem.category == filters.category) | below)
    if filters.tag is not None:
        conditions.append(CaseItem.tags.contains(filters.tag))
    if scope.queue_ids is not ALL_QUEUES:
        own = CaseItem.assignee_id == scope.user_id
        conditions.append(CaseItem.queue_id.is_in(*sorted(scope.queue_ids)) | own if scope.queue_ids else own)
    return reduce(and_, conditions) if conditions else None


def _merged(pages: Sequence[tuple[list[Row], str | None]], source: Source) -> tuple[list[Row], str | None]:
    # Beyond the nearest of the ranks at which a partition broke off, other partitions may have rows in between.
    ends = [end for _, end in pages if end is not None]
    bound = None if not ends else min(ends) if source.forward else max(ends)
    rank_of = _rank_of(source.rank)
    merged = heapq.merge(*(rows for rows, _ in pages), key=rank_of, reverse=not source.forward)
    if bound is None:
        return list(merged), None
    inside = [row for row in merged if (rank_of(row) <= bound if source.forward else rank_of(row) >= bound)]
    return inside, bound


def _rank_of(name: str) -> Callable[[Row], str]:
    return lambda row: str(row[name]["S"])


def followed(user_id: str, limit: int, after: str | None) -> tuple[list[CaseSummary], str | None]:
    """Return the cases a colleague follows, newest first, and the rank to go on after. Two requests.

    One that was merged is left out: who followed it follows its main case.
    """
    beyond = None if after is None else CaseItem.due_rank < after
    rows, last = dynamodb.query_raw(
        CaseItem, f"watch:{user_id}", index="worklist", range_condition=beyond, limit=limit, forward=False
    )
    items = dynamodb.get_many(CaseItem, [(row["pk"]["S"], "META") for row in rows]) if rows else []
    shown = sorted(
        (summary_of(item) for item in items if item.status != "merged"), key=lambda each: each.opened_at, reverse=True
    )
    return shown, None if last is None else str(last["due_rank"]["S"])


def waiting_in(queue_id: str, limit: int) -> list[str]:
    """Return the ids of cases in a queue that nobody has, nearest due first. One request."""
    rows, _ = dynamodb.query_raw(CaseItem, f"queue:{queue_id}", index="worklist", limit=limit)
    return [row["pk"]["S"] for row in rows]


def summary_of(item: CaseItem) -> CaseSummary:
    """Return the summary that an item, or a row of an index, holds."""
    opened = int(item.opened_rank.partition("#")[0])
    due = NO_DUE if item.due_rank is None else int(item.due_rank.partition("#")[0])
    shown = {name: getattr(item, name) for name in CaseSummary.model_fields if hasattr(CaseItem, name)}
    return CaseSummary(
        **{**shown, "tags": tuple(item.tags or ())},
        case_id=item.pk,
        opened_at=datetime.fromtimestamp(opened, UTC),
        due_at=None if due == NO_DUE else datetime.fromtimestamp(due, UTC),
    )
