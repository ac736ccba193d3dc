"""What must hold at the end of any day, however AWS delivers."""

import itertools

import pytest

from crm.core import ids
from tests.faults import state
from tests.faults.play import check
from tests.faults.walk import Walk
from tests.faults.world import World


@pytest.mark.parametrize("seed", range(24))
def test_everything_twice_and_in_any_order(world: World, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = itertools.count()
    monkeypatch.setattr(ids, "new_id", lambda prefix: ids.derived_id(prefix, seed, next(numbers)))
    world.begin()
    settled = state.settled(state.tables()["messaging"])
    walk = Walk(world, seed)
    walk.go(steps=10)
    try:
        check(world, settled)
    except AssertionError as error:
        error.add_note("\n".join(walk.taken))
        raise
    assert any("201" in each or "200" in each for each in walk.taken[1:])
