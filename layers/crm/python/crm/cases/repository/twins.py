"""Which case an equal one of the same customer is merged into: one item for each text, claimed conditionally."""

from datetime import datetime
from typing import NamedTuple

from crm.cases.repository.items import TwinItem
from crm.core.timers import seconds
from crm.core.transaction import Transaction

_SK = "TWIN"


class Twin(NamedTuple):
    """The case that came first, and until when it takes equal ones in."""

    case_id: str
    until: int


def find(fingerprint: str) -> Twin | None:
    """Return the case that came first, or None. One request."""
    item = TwinItem.find(_pk(fingerprint), _SK)
    return None if item is None else Twin(item.case_id, int(item.expires_at))


def claim(transaction: Transaction, fingerprint: str, case_id: str, until_at: datetime, over: Twin | None) -> None:
    """Make a case the first of its kind, in place of the one that was read; whoever comes second loses the race."""
    item = TwinItem(pk=_pk(fingerprint), sk=_SK, case_id=case_id, expires_at=seconds(until_at))
    unchanged = TwinItem.pk.does_not_exist() if over is None else TwinItem.case_id == over.case_id
    transaction.put(item, when=unchanged)


def _pk(fingerprint: str) -> str:
    return f"TWIN#{fingerprint}"
