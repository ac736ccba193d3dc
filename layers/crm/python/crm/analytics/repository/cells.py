"""Reading counters: what was counted in a partition between two days."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from crm.analytics.buckets import Period
from crm.analytics.repository.items import CellItem
from crm.core import dynamodb
from crm.core.errors import InvalidError

MAX_REQUESTS = 40
"""How much one question may read: 40 MB of counters. What is wider is asked in parts."""


class MetricRangeTooWideError(InvalidError):
    """The range holds more counters than one question may read."""

    code = "metric_range_too_wide"


class Day(NamedTuple):
    """A counter as it was read."""

    day: str
    values: tuple[str, ...]
    members: Mapping[str, int]


class Reader:
    """Reads counters for one question, up to `MAX_REQUESTS`."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self._left = MAX_REQUESTS

    def days(self, partition: str) -> Iterator[Day]:
        """Yield the counters of a partition that have a part of the period. One request a megabyte."""
        first, last = self._period.begins_at.date().isoformat(), self._period.last_day
        within = CellItem.sk.between(first, f"{last}#~")
        after: dynamodb.Key | None = None
        while True:
            if not self._left:
                raise MetricRangeTooWideError("from", days=self._period.days)
            self._left -= 1
            rows, after = dynamodb.query_raw(CellItem, partition, range_condition=within, after=after)
            yield from map(_day, rows)
            if after is None:
                return


def _day(row: Mapping[str, Any]) -> Day:
    day, *values = row["sk"]["S"].split("#")
    return Day(day, tuple(values), {name: int(typed["N"]) for name, typed in row.items() if "N" in typed})
