"""What each colleague has in hand and how long they take: counted in the transactions that give and take cases."""

from collections.abc import Iterable
from typing import NamedTuple

from crm.cases.repository.items import SlotItem
from crm.core import dynamodb
from crm.core.transaction import Transaction


class Load(NamedTuple):
    """How many open cases a colleague has, and how long they took for each they solved, None before the first."""

    active: int
    handling_seconds: int | None


def of(user_ids: Iterable[str]) -> dict[str, Load]:
    """Return what colleagues have in hand; those who never had a case have none. One request."""
    keys = [(user_id, "SLOT") for user_id in dict.fromkeys(user_ids)]
    found = dict.fromkeys((user_id for user_id, _ in keys), Load(0, None))
    for start in range(0, len(keys), dynamodb.BATCH_LIMIT):
        batch = dynamodb.get_many(SlotItem, keys[start : start + dynamodb.BATCH_LIMIT])
        found |= {item.pk: _load(item) for item in batch}
    return found


def take(transaction: Transaction, user_id: str, capacity: int | None, full: Exception) -> None:
    """Count a case to a colleague; with a capacity, raise `full` at commit where it would be exceeded."""
    room = None
    if capacity is not None:
        room = SlotItem.active.does_not_exist() | (SlotItem.active < capacity)
        if capacity <= 0:
            raise full
    transaction.update(_slot(user_id), [SlotItem.active.add(1)], when=room, otherwise=full)


def free(transaction: Transaction, user_id: str, solved_in_seconds: int | None = None) -> None:
    """Count a case off a colleague, and to what they solved where they have solved it."""
    counts = [SlotItem.active.add(-1)]
    if solved_in_seconds is not None:
        counts += [SlotItem.solved.add(1), SlotItem.solved_seconds.add(solved_in_seconds)]
    transaction.update(_slot(user_id), counts)


def _load(item: SlotItem) -> Load:
    return Load(int(item.active), int(item.solved_seconds / item.solved) if item.solved else None)


def _slot(user_id: str) -> SlotItem:
    return SlotItem(pk=user_id, sk="SLOT")
