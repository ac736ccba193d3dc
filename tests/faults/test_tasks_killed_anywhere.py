"""Every story of a task, broken at every call that any function of tasks makes; nobody can tell afterwards."""

from collections import Counter

import pytest

from tests.faults import state
from tests.faults.crash import every_break
from tests.faults.play import ends_the_same, set_up
from tests.faults.task_stories import TASKS, Story
from tests.faults.world import World


@pytest.mark.parametrize("story", TASKS, ids=str)
def test_broken_anywhere_it_ends_the_same(world: World, story: Story) -> None:
    stage = set_up(world, story)
    tasks_hold(world)
    breaks = every_break(list(stage.calls), lambda call: call.operation.startswith("tasks."))
    assert len(breaks) >= max(story.breaks, 1)
    for each in breaks:
        ends_the_same(world, stage, each)
        tasks_hold(world)


def tasks_hold(world: World) -> None:
    """Assert that no commit of a task is missing, and that each task that waits has its schedule and no other."""
    items = state.tables()["tasks"]
    versions: dict[str, list[int]] = {}
    for item in items:
        if item["kind"] == "commit":
            versions.setdefault(item["pk"], []).append(int(item["sk"].removeprefix("EVENT#")))
    for item in items:
        if item["kind"] in {"task", "calendar_feed"}:
            assert sorted(versions[item["pk"]]) == list(range(1, int(item["version"]) + 1)), item["pk"]
    waiting = Counter(f"{each['pk']}-{int(each['next_due_at'])}" for each in items if each.get("next_due_at"))
    made = Counter(each["name"] for each in world.twin.pump.timers() if each["target"].endswith("-fire_due_task"))
    assert made == waiting
    parts = {each["pk"]: each["state"].get("parent_id") for each in items if each["kind"] == "task"}
    counted = {
        (part, each["pk"]) for each in items if each["kind"] == "task" for part in each["state"].get("subtasks", ())
    }
    assert {(part, whole) for part, whole in parts.items() if whole} == counted
