"""What a container remembers, and for how long."""

from collections.abc import Callable

import pytest

from crm.core import cache
from crm.core.cache import Cache
from tests.unit.core.conftest import Clock


@pytest.fixture
def read() -> Callable[[], int]:
    numbers = iter(range(1, 100))
    return lambda: next(numbers)


def test_kept_for_the_stages_seconds(standing_clock: Clock, given: Callable[..., None], read: Callable) -> None:
    given({"CACHE_SECONDS": "30"})
    kept = Cache()
    assert [kept.get("a", read), kept.get("a", read)] == [1, 1]
    standing_clock.advance(seconds=29.9)
    assert kept.get("a", read) == 1
    standing_clock.advance(seconds=0.1)
    assert kept.get("a", read) == 2


def test_a_minute_unless_the_stage_says_otherwise(
    standing_clock: Clock, given: Callable[..., None], read: Callable
) -> None:
    kept = Cache()
    kept.get("a", read)
    standing_clock.advance(seconds=59)
    assert kept.get("a", read) == 1
    standing_clock.advance(seconds=1)
    assert kept.get("a", read) == 2


def test_nothing_is_kept_for_no_time(standing_clock: Clock, given: Callable[..., None], read: Callable) -> None:
    given({"CACHE_SECONDS": "0"})
    kept = Cache()
    assert [kept.get("a", read), kept.get("a", read)] == [1, 2]


def test_a_clock_that_went_back_keeps_nothing_alive(
    standing_clock: Clock, given: Callable[..., None], read: Callable
) -> None:
    kept = Cache()
    kept.get("a", read)
    standing_clock.advance(hours=-1)
    assert kept.get("a", read) == 2


def test_what_failed_is_not_kept(standing_clock: Clock, given: Callable[..., None], read: Callable) -> None:
    def fail() -> int:
        raise LookupError

    kept = Cache()
    with pytest.raises(LookupError):
        kept.get("a", fail)
    assert kept.get("a", read) == 1


def test_a_new_container_knows_nothing(standing_clock: Clock, given: Callable[..., None], read: Callable) -> None:
    kept = Cache()
    kept.get("a", read)
    cache.forget_all()
    assert kept.get("a", read) == 2
