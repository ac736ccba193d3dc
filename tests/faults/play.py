"""Playing a story, disturbed or not, and holding the ends against each other."""

from dataclasses import dataclass
from typing import Any

from infra.local import checkpoint
from infra.local.checkpoint import Checkpoint
from tests.faults import state
from tests.faults.crash import Break, Call, Wire
from tests.faults.stories import Story
from tests.faults.world import World

DELIVER = "messaging.deliver_message"


@dataclass(frozen=True)
class Stage:
    """A story up to its act, and how the act ends if nothing disturbs it."""

    story: Story
    begun: Checkpoint
    told: dict[str, Any]
    names: frozenset[str]
    settled: frozenset[str]
    calls: tuple[Call, ...]
    ends: dict[bool, dict[str, list[str]]]
    answers: str


def set_up(world: World, story: Story) -> Stage:
    """Play a story once, undisturbed."""
    world.begin()
    world.told = {}
    story.begins(world)
    begun = checkpoint.take(world.twin)
    names, told = state.known(), dict(world.told)
    settled = state.settled(state.tables()["messaging"])
    world.begin(begun)
    wire = play(world, story)
    assert world.twin.pump.failures == []
    items_of = check(world, settled)
    return Stage(
        story=story,
        begun=begun,
        told=told,
        names=names,
        settled=settled,
        calls=tuple(wire.calls),
        ends={each: state.snapshot(world.twin, items_of, names, apart_from_sending=each) for each in (False, True)},
        answers=state.blanked(world.answers, names),
    )


def play(world: World, story: Story, *breaks: Break) -> Wire:
    """Play a story's act to its end, with some calls broken, and a minute longer for what was under way."""
    with Wire(world.twin, breaks).tapped() as wire:
        story.act(world)
        world.twin.settle()
        world.twin.advance(minutes=1)
    return wire


def check(world: World, settled: frozenset[str]) -> state.Tables:
    """Assert what holds at the end of every story; return what the tables hold."""
    items_of = state.tables()
    state.sent_once_or_uncertain(items_of["messaging"], settled, world.requests)
    state.told_in_im_once_or_uncertain(items_of["messaging"], settled, len(world.twin.im_providers.sent))
    state.slots_hold(items_of["cases"])
    state.followers_hold(items_of["cases"])
    state.records_hold(items_of)
    state.timers_hold(world.twin, items_of)
    state.parts_hold(items_of["tasks"])
    assert state.letters() == 0, world.twin.pump.failures
    return items_of


def ends_the_same(world: World, stage: Stage, *breaks: Break) -> None:
    """Play the act again with some calls broken; assert that nobody can tell afterwards."""
    world.begin(stage.begun)
    world.told = dict(stage.told)
    wire = play(world, stage.story, *breaks)
    what = f"{stage.story}: {wire.broken}"
    try:
        items_of = check(world, stage.settled)
        assert state.blanked(world.answers, stage.names) == stage.answers
        apart = any(DELIVER in each for each in wire.broken)
        left = state.snapshot(world.twin, items_of, stage.names, apart_from_sending=apart)
        for part, lines in stage.ends[apart].items():
            assert left[part] == lines, part
    except AssertionError as error:
        raise AssertionError(f"{what}\n{error}") from error
