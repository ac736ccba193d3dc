"""Reading the rows behind a metric, newest first."""

from collections.abc import Iterable
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from crm.analytics.contributions import Contribution
from crm.analytics.repository.facts import contribution_in
from crm.analytics.repository.items import RowItem
from crm.core import dynamodb


class Row(NamedTuple):
    """A contribution and what made it."""

    rank: str
    subject: str
    subject_id: str
    contribution: Contribution


def newest(
    index: str, partitions: Iterable[str], first: str, last: str, limit: int, after: str | None
) -> tuple[list[Row], str | None]:
    """Return the rows of some partitions ranked from `first` up to `last`, and the rank to go on after.

    One request a partition, whatever there is.
    """
    upper = last if after is None else after
    pages = [_page(index, each, first, upper, limit + 1, after) for each in partitions]
    found = list(islice(merge(*pages, key=lambda row: row.rank, reverse=True), limit + 1))
    return found[:limit], found[limit - 1].rank if len(found) > limit else None


def _page(index: str, partition: str, first: str, upper: str, limit: int, after: str | None) -> list[Row]:
    within = RowItem.row_rank.between(first, upper)
    # What was shown last comes again first: between two bounds, both are included.
    rows, _ = dynamodb.query_raw(
        RowItem, partition, index=index, range_condition=within, limit=limit + 1, forward=False
    )
    return [row for row in map(_row, rows) if row.rank != after][:limit]


def _row(row: dict[str, Any]) -> Row:
    return Row(row["row_rank"]["S"], row["subject"]["S"], row["pk"]["S"], contribution_in(row))
