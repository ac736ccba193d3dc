"""Cases in DynamoDB. Beside the aggregate: agents' slots, routing decisions, files, followers and numbers."""

import zlib
from typing import Any

from crm.cases.case import Case
from crm.cases.repository.items import COLUMNS, NO_DUE, CaseItem
from crm.core import dynamodb
from crm.core.cache import Stock
from crm.core.errors import NotFoundError
from crm.core.repository import Repository
from crm.core.timers import seconds, shard_of

NUMBER_BLOCK = 20
"""How many case numbers a container takes at a time; those it does not use are never given out."""


def _project(case: Case) -> dict[str, Any]:
    wake_at = seconds(case.wake_at)
    projected: dict[str, Any] = {
        "opened_rank": f"{seconds(case.opened_at):010d}#{case.number}",
        "next_due_at": wake_at,
        "due_shard": None if wake_at is None else shard_of(case.id),
    }
    if case.is_open:
        nearest = NO_DUE if case.due_at is None else seconds(case.due_at)
        projected |= {
            "worklist": f"user:{case.assignee_id}" if case.assignee_id else f"queue:{case.queue_id}",
            "queue_shard": f"{case.queue_id}#{zlib.crc32(case.id.encode()) % case.shards}",
            "due_rank": f"{nearest:010d}#{case.number}",
        }
    return projected


cases = Repository("case", CaseItem, Case, columns=COLUMNS, project=_project)


def find_id(reference: str) -> str:
    """Return the id of a case given by id or number (`C-000123`); raise `NotFoundError` for an unknown number."""
    if not reference.startswith("C-"):
        return reference
    rows, _ = dynamodb.query_raw(CaseItem, reference, index="by_number", limit=1)
    if not rows:
        raise NotFoundError("case", reference)
    return str(rows[0]["pk"]["S"])


def get(reference: str) -> Case:
    """Return the case that an id (one request) or number (two) stands for; raise `NotFoundError` where there is none.

    The number of a case that was merged stands for its main case for ever: one request more a merge on the way.
    """
    return main_of(get_itself(reference))


def get_itself(reference: str) -> Case:
    """Return the very case with an id or number, merged or not; raise `NotFoundError` where there is none."""
    case = cases.find(find_id(reference))
    if case is None:
        raise NotFoundError("case", reference)
    return case


def main_of(case: Case) -> Case:
    """Return the case that stands for a case: itself, or the one it was merged into, over however many merges."""
    while case.merge is not None:
        case = cases.get(case.merge.into_id)
    return case


_numbers = Stock()


def next_number() -> str:
    """Return the next case number; a container takes a block of them at a time, so some are never used."""
    return f"C-{_numbers.take(_reserve_numbers):06d}"


def _reserve_numbers() -> list[int]:
    last = dynamodb.add_up("cases", "COUNTER", "case_number", NUMBER_BLOCK)
    return list(range(last - NUMBER_BLOCK + 1, last + 1))
