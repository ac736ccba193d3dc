"""Percentiles from bins."""

from collections import Counter
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from crm.analytics import histogram

LENGTHS = st.lists(st.integers(0, 400 * 24 * 3600 * 1000), min_size=1, max_size=200)


@given(lengths=LENGTHS, share=st.sampled_from([0.5, 0.9, 0.95, 1.0]))
def test_a_percentile_is_as_exact_as_it_says(lengths: list[int], share: float) -> None:
    exact = sorted(lengths)[ceil(share * len(lengths)) - 1]
    found = histogram.percentile(Counter(map(histogram.bin_of, lengths)), share)
    assert found is not None
    assert abs(found - exact) <= max(histogram.ERROR * exact * 1.0001, 1)


@given(some=LENGTHS, others=LENGTHS)
def test_bins_add_up(some: list[int], others: list[int]) -> None:
    merged = Counter(map(histogram.bin_of, some)) + Counter(map(histogram.bin_of, others))
    assert merged == Counter(map(histogram.bin_of, some + others))


def test_of_nothing_there_is_none() -> None:
    assert histogram.percentile({}, 0.5) is None
    assert histogram.percentile({3: 0}, 0.5) is None
