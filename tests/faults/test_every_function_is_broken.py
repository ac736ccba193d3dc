"""No function that writes or reacts is left out of the stories."""

from crm.core.spec import Http, PageRoute, Spec
from infra import catalog
from tests.faults.play import set_up
from tests.faults.repertoire import STORIES
from tests.faults.world import World

_READING = frozenset({"batch_get", "check", "get", "query", "read", "receive"})


def _concerned(spec: Spec) -> bool:
    """Say whether a function reacts to something, or changes or sends anything."""
    verbs = {verb for grant in spec.grants for verb in grant.verbs}
    return not isinstance(spec.trigger, Http | PageRoute) or not verbs <= _READING


def test_every_function_that_writes_or_reacts_is_broken_in_some_story(world: World) -> None:
    broken = {call.operation for story in STORIES for call in set_up(world, story).calls if story.breaks(call)}
    assert {operation for operation, spec in catalog.specs().items() if _concerned(spec)} - broken == set()
