"""What a container remembers between invocations: settings, rosters, keys.

Everything read through here may be as old as the stage's `CACHE_SECONDS` (60 unless it says otherwise): long
enough to keep settings out of the request path, short enough that a change is felt within a minute.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakSet

from crm.core import clock, environment

Value = TypeVar("Value")

DEFAULT_SECONDS = "60"
KEPT_AT_MOST = 5000
"""How many values a cache keeps: beyond, the one read longest ago goes."""

_all: "WeakSet[Cache | Stock]" = WeakSet()


class Cache:
    """Values by key, each good for `CACHE_SECONDS` since it was read."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[float, Any]] = {}
        _all.add(self)

    def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """Return the value kept under `key`, reading it anew when it is too old."""
        now = clock.now().timestamp()
        kept = self._kept.get(key)
        if kept is not None and 0 <= now - kept[0] < float(environment.find("CACHE_SECONDS", DEFAULT_SECONDS)):
            found: Value = kept[1]
            return found
        value = read()
        if len(self._kept) >= KEPT_AT_MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept.pop(key, None)
        self._kept[key] = (now, value)
        return value

    def forget(self) -> None:
        """Drop everything kept."""
        self._kept.clear()


class Stock:
    """Things a container has in hand for later invocations, such as numbers it has reserved."""

    def __init__(self) -> None:
        self._items: list[Any] = []
        _all.add(self)

    def take(self, restock: Callable[[], list[Value]]) -> Value:
        """Return the next of them, getting new ones when there are none left."""
        if not self._items:
            self._items = restock()[::-1]
        item: Value = self._items.pop()
        return item

    def forget(self) -> None:
        """Lose everything in hand."""
        self._items.clear()


def forget_all() -> None:
    """Drop everything that this process remembers, as a new container would start."""
    for each in _all:
        each.forget()
