"""How many open cases each colleague has: counted in the transactions that give and take cases."""

from collections.abc import Iterable

from crm.cases.repository.items import SlotItem
from crm.core import dynamodb
from crm.core.transaction import Transaction


def of(user_ids: Iterable[str]) -> dict[str, int]:
    """Return how many open cases colleagues have; those who never had one count 0. One request."""
    keys = [(user_id, "SLOT") for user_id in dict.fromkeys(user_ids)]
    found = dict.fromkeys((user_id for user_id, _ in keys), 0)
    for start in range(0, len(keys), dynamodb.BATCH_LIMIT):
        batch = dynamodb.get_many(SlotItem, keys[start : start + dynamodb.BATCH_LIMIT])
        found |= {item.pk: int(item.active) for item in batch}
    return found


def take(transaction: Transaction, user_id: str, capacity: int | None, full: Exception) -> None:
    """Count a case to a colleague; with a capacity, raise `full` at commit where it would be exceeded."""
    room = None
    if capacity is not None:
        room = SlotItem.active.does_not_exist() | (SlotItem.active < capacity)
        if capacity <= 0:
            raise full
    transaction.update(_slot(user_id), [SlotItem.active.add(1)], when=room, otherwise=full)


def free(transaction: Transaction, user_id: str) -> None:
    """Count a case off a colleague."""
    transaction.update(_slot(user_id), [SlotItem.active.add(-1)])


def _slot(user_id: str) -> SlotItem:
    return SlotItem(pk=user_id, sk="SLOT")
