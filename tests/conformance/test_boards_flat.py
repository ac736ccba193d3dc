"""Inbox and board cost the same however many tasks and cards there are; `tests.load.boards` tries 100,000."""

import pytest

from tests.load import boards

pytestmark = pytest.mark.conformance

SMALL, LARGE = 1_000, 4_000
"""In the small company too a page is full of what one priority holds."""


def test_many_times_as_many_cost_the_same() -> None:
    small, large = boards.measure(SMALL), boards.measure(LARGE)
    assert small == large
    assert max(each.calls for each in large.values()) <= 12
