"""The stories of tasks, IM, cards and conflicts, broken anywhere."""

from collections.abc import Callable

import pytest

from tests.faults.breaking import ends_the_same_wherever_it_breaks
from tests.faults.repertoire import COLLABORATION
from tests.faults.stories import Story
from tests.faults.world import World


@pytest.mark.parametrize("story", COLLABORATION, ids=str)
def test_broken_anywhere_it_ends_the_same(
    world: World, story: Story, record_property: Callable[[str, object], None]
) -> None:
    ends_the_same_wherever_it_breaks(world, story, record_property)
