"""The tags of cases: an item for each, so that a tag's cases are found without looking at any other."""

from datetime import datetime

from crm.cases.case import Case
from crm.cases.repository.items import CaseItem, TagItem
from crm.cases.repository.lists import summary_of
from crm.cases.views import CaseSummary
from crm.core import dynamodb
from crm.core.timers import seconds
from crm.core.transaction import Transaction

_LAST = "~"
"""Sorts after the digits and letters that a rank consists of."""


def keep(transaction: Transaction, before: Case | None, after: Case) -> None:
    """Bring the items of a case's tags in step with a change of it."""
    had = set() if before is None else set(before.tags)
    rank = f"{seconds(after.opened_at):010d}#{after.number}"
    for tag in sorted(had - set(after.tags)):
        transaction.delete(TagItem(pk=after.id, sk=f"TAG#{tag}"))
    for tag in sorted(set(after.tags) - had):
        transaction.put(TagItem(pk=after.id, sk=f"TAG#{tag}", worklist=f"tag:{tag}", due_rank=rank))


def newest(tag: str, limit: int, after: str | None) -> tuple[list[CaseSummary], str | None]:
    """Return the cases with a tag, newest first, and the rank to go on after. Two requests."""
    beyond = None if after is None else CaseItem.due_rank < after
    rows, last = dynamodb.query_raw(
        CaseItem, f"tag:{tag}", index="worklist", range_condition=beyond, limit=limit, forward=False
    )
    items = dynamodb.get_many(CaseItem, [(row["pk"]["S"], "META") for row in rows]) if rows else []
    shown = sorted((summary_of(item) for item in items), key=lambda each: (each.opened_at, each.number), reverse=True)
    return shown, None if last is None else str(last["due_rank"]["S"])


def opened_between(tag: str, from_at: datetime, until_at: datetime, bound: int) -> dict[str, str] | None:
    """Return the cases with a tag that were opened from `from_at` and before `until_at`: id → number.

    None where there are more than `bound`. A request for each megabyte, which is some six thousand cases.
    """
    found: dict[str, str] = {}
    after: dynamodb.Key | None = None
    first, last = f"{seconds(from_at):010d}", f"{(seconds(until_at) or 0) - 1:010d}#{_LAST}"
    while True:
        rows, after = dynamodb.query_raw(
            CaseItem,
            f"tag:{tag}",
            index="worklist",
            range_condition=CaseItem.due_rank.between(first, last),
            after=after,
        )
        found |= {row["pk"]["S"]: row["due_rank"]["S"].partition("#")[2] for row in rows}
        if len(found) > bound:
            return None
        if after is None:
            return found
