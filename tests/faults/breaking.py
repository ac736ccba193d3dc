"""Breaking a story at every call that any function makes: killed before it, killed after it, its answer lost."""

from collections.abc import Callable

from tests.faults.crash import every_break
from tests.faults.play import ends_the_same, set_up
from tests.faults.stories import Story
from tests.faults.world import World


def ends_the_same_wherever_it_breaks(
    world: World, story: Story, record_property: Callable[[str, object], None]
) -> None:
    """Assert that a story ends the same wherever it is broken, and note how many places that were."""
    stage = set_up(world, story)
    breaks = every_break(stage.calls, story.breaks)
    for each in breaks:
        ends_the_same(world, stage, each)
    assert breaks
    record_property("crash_points", len(breaks))
