"""Every story, broken at every call that any function makes: killed before it, killed after it, its answer lost."""

import pytest

from tests.faults.crash import every_break
from tests.faults.play import ends_the_same, set_up
from tests.faults.stories import DESK, Story
from tests.faults.world import World


@pytest.mark.parametrize("story", DESK, ids=str)
def test_broken_anywhere_it_ends_the_same(world: World, story: Story) -> None:
    stage = set_up(world, story)
    breaks = every_break(list(stage.calls), lambda call: call.operation not in story.spared)
    print(f"{story}: {len(stage.calls)} calls, broken in {len(breaks)} ways")
    for each in breaks:
        ends_the_same(world, stage, each)
    assert len(breaks) >= story.breaks
