"""Write units by AWS's published rules, from the items before and after a write.

DynamoDB Local charges an index entry written in a transaction fourfold, where AWS propagates it after the commit as a
write of its own; so its figures for writes are not used. Those for reads are.
"""

from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import Any

from infra.tables import TableIndex, TableSpec

Item = Mapping[str, Mapping[str, Any]]
KILOBYTE = 1024
_KEYS = ("pk", "sk")
_CONTAINER_BYTES, _ELEMENT_BYTES = 3, 1


def size(item: Item) -> int:
    """Return the bytes that DynamoDB charges for an item: names and values."""
    return sum(len(name.encode()) + _size_of(value) for name, value in item.items())


def _size_of(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    return _SIZES[kind](content)


def _size_of_list(content: list[Mapping[str, Any]]) -> int:
    return _CONTAINER_BYTES + sum(_ELEMENT_BYTES + _size_of(each) for each in content)


def _size_of_map(content: Item) -> int:
    members = (_ELEMENT_BYTES + len(name.encode()) + _size_of(value) for name, value in content.items())
    return _CONTAINER_BYTES + sum(members)


_SIZES: dict[str, Callable[[Any], int]] = {
    "S": lambda text: len(text.encode()),
    "B": len,
    "N": lambda digits: ceil(len(digits.strip("-0.").replace(".", "")) / 2) + 1,
    "BOOL": lambda _: 1,
    "NULL": lambda _: 1,
    "L": _size_of_list,
    "M": _size_of_map,
    "SS": lambda texts: sum(len(each.encode()) for each in texts),
}


def write_units(before: Item, after: Item, table: TableSpec, *, in_transaction: bool) -> int:
    """Return what turning `before` into `after` costs, an absent item being empty; with all its index entries."""
    base = max(1, ceil(max(size(before), size(after)) / KILOBYTE))
    indexes = sum(_index_units(_entry(before, index), _entry(after, index), index) for index in table.indexes)
    return base * (2 if in_transaction else 1) + indexes


def _entry(item: Item, index: TableIndex) -> Item:
    if index.hash_key not in item or index.range_key not in item:
        return {}
    if index.projection == "ALL":
        return item
    shown: Iterable[str] = {*_KEYS, index.hash_key, index.range_key, *index.include}
    return {name: item[name] for name in sorted(shown) if name in item}


def _index_units(before: Item, after: Item, index: TableIndex) -> int:
    if before == after:
        return 0
    moved = any(before.get(name) != after.get(name) for name in (index.hash_key, index.range_key))
    if before and after and not moved:
        return ceil(max(size(before), size(after)) / KILOBYTE)
    return sum(ceil(size(each) / KILOBYTE) for each in (before, after) if each)
