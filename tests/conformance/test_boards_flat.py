"""Inbox and board cost the same however many tasks and cards there are; `tests.load.boards` tries 100,000."""

import pytest

from tests.load import boards

pytestmark = pytest.mark.conformance

SMALL, LARGE = 100, 1_500


def test_many_times_as_many_cost_the_same() -> None:
    small, large = boards.measure(SMALL), boards.measure(LARGE)
    assert small == large
    assert max(each.calls for each in large.values()) <= 12
