"""The only place that reads the clock, so that the twin and the tests can move it."""

from collections.abc import Callable
from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """Return the current instant in UTC, cut to whole milliseconds: what JSON and DynamoDB can keep."""
    instant = _source()
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def use(source: Callable[[], datetime] | None) -> None:
    """Read the time from `source` from now on; `None` goes back to the system clock."""
    global _source  # noqa: PLW0603 - one clock for the whole process is the point
    _source = source or _system
