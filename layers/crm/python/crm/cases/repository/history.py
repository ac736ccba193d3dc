"""The records of a case and of those merged into it, read as one history; and what a case holds."""

import heapq
from typing import NamedTuple

from crm.cases.repository import cases
from crm.cases.repository.items import AttachmentItem, CaseItem
from crm.core import dynamodb
from crm.core.commit import RECORD_PREFIX, CommitRecord

Position = dict[str, int]
"""How far a reader has come: by case, the version of the oldest record already read."""

_SAYS = ("CaseOpened", "CaseReplied", "CustomerReplied", "CaseNoted", "CaseResolved")
"""The events in which somebody says something."""


class Holdings(NamedTuple):
    """How many messages and stored files a case has of its own."""

    messages: int
    attachments: int


def newest(
    case_ids: tuple[str, ...], limit: int, position: Position | None = None
) -> tuple[list[CommitRecord], Position | None]:
    """Return the next `limit` records of the cases, newest first, and the position to go on from.

    One request a case. A case that was merged between two pages begins at its newest; one that left is left out.
    """
    read = position or {}
    pages = [_older(each, limit, read.get(each)) for each in case_ids]
    merged = heapq.merge(*pages, key=lambda each: (each.occurred_at, each.aggregate_id, each.version), reverse=True)
    shown = [each for _, each in zip(range(limit), merged, strict=False)]
    reached = read | {each.aggregate_id: each.version for each in shown}
    left = sum(len(page) for page in pages) > len(shown) or any(len(page) == limit for page in pages)
    return shown, reached if left else None


def _older(case_id: str, limit: int, than: int | None) -> list[CommitRecord]:
    if than == 1:
        return []
    sk = CaseItem.sk
    last = sk.startswith(RECORD_PREFIX) if than is None else sk.between(_sk(1), _sk(than - 1))
    rows, _ = dynamodb.query_raw(CaseItem, case_id, range_condition=last, limit=limit, forward=False)
    return [CommitRecord.from_item(row) for row in rows]


def _sk(version: int) -> str:
    return f"{RECORD_PREFIX}{version:010d}"


def holdings(case_id: str) -> Holdings:
    """Count what a case holds of its own, whatever was merged into it: a request a megabyte, and one for its files."""
    messages, after = 0, None
    while True:
        records, after = cases.records(case_id, after=after)
        messages += sum(name in _SAYS for record in records for name, _, _ in record.events)
        if after is None:
            break
    rows, _ = dynamodb.query_raw(
        AttachmentItem,
        case_id,
        range_condition=AttachmentItem.sk.startswith("ATTACHMENT#"),
        filter_condition=AttachmentItem.state == "stored",
        limit=100,
    )
    return Holdings(messages, len(rows))
