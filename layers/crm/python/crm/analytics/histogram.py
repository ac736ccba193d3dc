"""Percentiles of lengths of time, from bins whose bounds grow by a fixed factor.

Whatever was put into a bin is at most 2 % from what the bin is taken for, so a percentile is as well. Bins of different
counters add up, which percentiles themselves do not. (This is the idea of DDSketch.)
"""

from collections.abc import Mapping
from math import ceil, log

ERROR = 0.02
"""How far, at most, a percentile may be from the true one, as a share of it."""

_GROWTH = (1 + ERROR) / (1 - ERROR)
_LOG_GROWTH = log(_GROWTH)
_NOTHING = 0
"""The bin of 0, and of the single millisecond, which is as good as nothing."""


def bin_of(milliseconds: int) -> int:
    """Return the bin that a length is put into."""
    return _NOTHING if milliseconds <= 1 else ceil(log(milliseconds) / _LOG_GROWTH)


def length_of(bin_: int) -> float:
    """Return the length, in milliseconds, that a bin is taken for: the one nearest to all that it holds."""
    return 0.0 if bin_ == _NOTHING else 2 * _GROWTH**bin_ / (_GROWTH + 1)


def percentile(bins: Mapping[int, int], share: float) -> float | None:
    """Return the length that the given share of all is not above; None where there is nothing."""
    total = sum(bins.values())
    if not total:
        return None
    rank, below = ceil(share * total), 0
    for bin_ in sorted(bins):
        below += bins[bin_]
        if below >= rank:
            return length_of(bin_)
    raise AssertionError("a share of all is within all")
