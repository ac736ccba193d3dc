"""Reading boards and lists of cards from the indexes: one request a partition."""

from collections.abc import Sequence
from typing import NamedTuple

from pynamodb.expressions.condition import Condition

from crm.cards.repository import column_of
from crm.cards.repository.items import CardItem
from crm.cards.views import CardSummary
from crm.cards.vocabulary import Status
from crm.core import dynamodb

_NEXT, _END = "\x00", "~"
"""What stands right behind a rank, and what behind all of them."""


def column(
    index: str, keys: Sequence[str], status: Status | None, limit: int, after: str | None
) -> tuple[list[CardSummary], str | None]:
    """Return a page of a column, or of all columns one after another, and the rank to go on after."""
    begins = "" if status is None else column_of(status)
    within = CardItem.column.between(f"{begins}0" if after is None else after + _NEXT, begins + _END)
    return _read(index, keys, "column", within, limit)


def waiting_for(keys: Sequence[str], limit: int, after: str | None) -> tuple[list[CardSummary], str | None]:
    """Return a page of what waits for approval, the longest first, and the rank to go on after."""
    beyond = None if after is None else CardItem.approval_rank > after
    return _read("by_approver", keys, "approval_rank", beyond, limit)


class InThread(NamedTuple):
    """A card that comes from a conversation."""

    card_id: str
    status: Status
    assignee_id: str


def in_thread(thread_id: str, limit: int) -> list[InThread]:
    """Return the cards on the board that come from a conversation, column after column. One request."""
    rows, _ = dynamodb.query_raw(CardItem, thread_id, index="by_thread", limit=limit)
    return [InThread(row["pk"]["S"], row["status"]["S"], row["assignee_id"]["S"]) for row in rows if "opened_at" in row]


def _read(
    index: str, keys: Sequence[str], rank: str, within: Condition | None, limit: int
) -> tuple[list[CardSummary], str | None]:
    """Read partitions as if they were one: each gives as many rows as the page has at most."""
    found: list[dynamodb.Key] = []
    more = False
    for key in keys:
        rows, last = dynamodb.query_raw(CardItem, key, index=index, range_condition=within, limit=limit)
        found += rows
        more = more or last is not None
    ranked = sorted(found, key=lambda row: str(row[rank]["S"]))
    page, more = ranked[:limit], more or len(ranked) > limit
    end = str(page[-1][rank]["S"]) if more and page else None
    return [CardSummary.of_item(CardItem.from_raw_data(dict(row))) for row in page], end
