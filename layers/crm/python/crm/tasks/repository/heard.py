"""What was heard last of a case: events come late, twice and out of order, and the newest counts."""

from datetime import datetime, timedelta
from typing import NamedTuple

from crm.core.timers import seconds
from crm.core.transaction import RaceLostError, Transaction
from crm.tasks.repository.items import HeardItem

KEPT_FOR = timedelta(days=7)
"""How long it is remembered that a case without a task was handled; no event comes later than that."""

_SK = "HEARD"


class Heard(NamedTuple):
    """Of which version of the case the newest event was, and the task it has open."""

    version: int
    task_id: str | None


def find(case_id: str) -> Heard | None:
    """Return what was heard of a case, None for nothing. One request, strongly consistent."""
    item = HeardItem.find(_pk(case_id), _SK)
    return None if item is None else Heard(int(item.version), item.task_id)


def put(transaction: Transaction, case_id: str, before: Heard | None, now: Heard, at: datetime) -> None:
    """Remember what was heard; lose the race where something else was heard meanwhile."""
    item = HeardItem(pk=_pk(case_id), sk=_SK, version=now.version, task_id=now.task_id)
    item.expires_at = None if now.task_id is not None else seconds(at + KEPT_FOR)
    unheard = HeardItem.pk.does_not_exist()
    unchanged = unheard if before is None else HeardItem.version == before.version
    transaction.put(item, when=unchanged, otherwise=RaceLostError())


def _pk(case_id: str) -> str:
    return f"HEARD#{case_id}"
