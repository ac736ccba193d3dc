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
_all: "WeakSet[Cache]" = WeakSet()


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
            return kept[1]  # type: ignore[no-any-return]
        value = read()
        self._kept[key] = (now, value)
        return value

    def forget(self) -> None:
        """Drop everything kept."""
        self._kept.clear()


def forget_all() -> None:
    """Drop everything that this process remembers, as a new container would start."""
    for cache in _all:
        cache.forget()
