"""What customers send in twice, and what the desk makes of it, each as a story."""

from functools import partial

from infra import catalog
from tests.faults import stories
from tests.faults.stories import by, case
from tests.faults.world import World

_ABOUT = tuple(each for each in catalog.specs() if each.startswith("cases."))
Story = partial(stories.Story, only=_ABOUT)
"""What else follows is broken in the stories of others."""

FORM = {"title": "API 集成出错", "description": "签名总是失败", "category": "integration/api", "urgency": "high"}
WHY = {"reason": "核实过"}
OTHER, SUSPECT = "/cases/{other}", "/risk/cases/{case}/decisions"


def _other(world: World) -> None:
    """Begin with a further case that somebody watches."""
    world.told["other"] = world.opens(title="又登录失败")
    world.does("duty-rd", f"POST /cases/{world.told['other']}/watchers", {})


def _submitted(world: World, times: int = 1) -> None:
    """Begin with what a customer submitted, so often."""
    for _ in range(times):
        answer = world.does("customer", "POST /portal/cases", FORM)
        world.told.setdefault("case", answer["case_id"])


_suspect = partial(_submitted, times=5)


def _lapsed_suspect(world: World) -> None:
    _suspect(world)
    world.clocks_lapse()


def _merge_them(world: World) -> None:
    body = {"into": world.told["case"], **WHY}
    world.insists("wang-qiang", f"POST /cases/{world.told['other']}/merge", body)


def _were_merged(world: World) -> None:
    case(_other, lapsed=False)(world)
    body = {"into": world.told["case"], **WHY}
    world.does("wang-qiang", f"POST /cases/{world.told['other']}/merge", body)


def _blocked(world: World) -> None:
    _suspect(world)
    world.does("wang-qiang", f"POST {SUSPECT.format(**world.told)}", {"decision": "block", **WHY})
    world.told["block"] = world.does("admin", "GET /risk/blocks")["items"][0]["block_id"]
    world.clocks_lapse()


DUPLICATES: tuple[stories.Story, ...] = (
    Story("submit the same again", _submitted, by("customer", "POST /portal/cases", FORM)),
    Story("submit the same too often", partial(_submitted, times=4), by("customer", "POST /portal/cases", FORM)),
    Story("merge", case(_other), _merge_them),
    Story("take a merge back", _were_merged, by("wang-qiang", f"POST {OTHER}/unmerge", WHY)),
    Story("clear a suspect", _lapsed_suspect, by("wang-qiang", f"POST {SUSPECT}", {"decision": "clear", **WHY})),
    Story("confirm a suspect", _suspect, by("wang-qiang", f"POST {SUSPECT}", {"decision": "confirm", **WHY})),
    Story("block a suspect", _suspect, by("wang-qiang", f"POST {SUSPECT}", {"decision": "block", **WHY})),
    Story("lift a block", _blocked, by("wang-qiang", "DELETE /risk/blocks/{block}")),
)
