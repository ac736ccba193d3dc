"""Every story, broken at every call that any function makes: killed before it, killed after it, its answer lost."""

from collections.abc import Callable

import pytest

from tests.faults.crash import every_break
from tests.faults.play import ends_the_same, set_up
from tests.faults.repertoire import STORIES
from tests.faults.stories import Story
from tests.faults.world import World


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_broken_anywhere_it_ends_the_same(
    world: World, story: Story, record_property: Callable[[str, object], None]
) -> None:
    stage = set_up(world, story)
    breaks = every_break(stage.calls, story.breaks)
    for each in breaks:
        ends_the_same(world, stage, each)
    assert breaks
    record_property("crash_points", len(breaks))
