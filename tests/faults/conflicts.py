"""What those who follow a customer do, and what comes of it, each as a story."""

from functools import partial

from infra import catalog
from tests.faults import stories
from tests.faults.crash import insist
from tests.faults.stories import all_of, by, did, nothing, passes
from tests.faults.world import GONE, Act, World

OURS = (*(each for each in catalog.specs() if each.startswith("conflicts.")), "tasks.review_conflict")
Story = partial(stories.Story, only=OURS)
"""What else follows is broken in the stories of others."""

_WISH = {
    "title": "与客户A通话",
    "expected_result": "确认续约意向",
    "priority": "low",
    "due_at": "2026-05-04T10:00:00Z",
    "subject": {"type": "account", "id": "customer-a"},
}
_LIST = "/accounts/customer-a/conflict-whitelist"
_KEY_ACCOUNT = {"reason": "重点协同"}
_until = _KEY_ACCOUNT | {"until": "2026-03-02T06:00:00Z"}
_WORKSPACE = "/workspaces/{workspace}"


def _follows(who: str) -> Act:
    def act(world: World) -> None:
        task = world.does("wang-qiang", "POST /tasks", _WISH | {"assignee_id": who})
        world.told[f"task of {who}"] = task["task_id"]

    return act


_two = all_of(_follows("li-lei"), _follows("zhang-min"))


def _contested(world: World) -> None:
    """Let three follow 客户A."""
    all_of(_two, _follows("zhang-san"))(world)
    followers = world.does("wang-qiang", "GET /accounts/customer-a/followers")
    world.told["conflict"] = followers["conflict_id"]


def _shared(world: World) -> None:
    _contested(world)
    workspace = world.does("wang-qiang", "POST /workspaces", {"account_id": "customer-a"})
    world.told["workspace"] = workspace["workspace_id"]


def _unheard(world: World) -> None:
    all_of(_contested, _joins("duty-rd"))(world)
    world.twin.pump.lose_schedules("conflicts")


def _unheard_of(world: World) -> None:
    all_of(did("admin", f"PUT {_LIST}", _until), _two, _follows("zhang-san"))(world)
    world.twin.pump.lose_schedules("conflicts")


def _joins(who: str) -> Act:
    return did(who, "POST /tasks", _WISH)


def _done(who: str) -> Act:
    def act(world: World) -> None:
        world.insists(who, f"POST /tasks/{world.told[f'task of {who}']}/complete", {"result": "客户同意"})

    return act


def _moved(world: World) -> None:
    body = {"assignee_id": "zhang-min", "reason": "更熟悉该客户"}
    world.insists("wang-qiang", f"POST /tasks/{world.told['task of li-lei']}/reassign", body)


def _put_before(world: World) -> None:
    _contested(world)
    world.twin.advance(hours=49)


def _deletes(route: str) -> Act:
    """Take something away; that it is gone already is as good."""

    def act(world: World) -> None:
        headers = {"X-Correlation-Id": "act-000001"}
        filled = route.format(**world.told)
        answer = insist(lambda: world.twin.call(f"DELETE {filled}", user="wang-qiang", headers=headers))
        assert answer.status in {204, GONE}

    return act


_resolve = "POST /conflicts/{conflict}/resolve"
_meeting = {"meeting_at": "2026-03-03T02:00:00Z"}

CONFLICTS: tuple[stories.Story, ...] = (
    Story("follow a customer", nothing, by("li-lei", "POST /tasks", _WISH)),
    Story("follow one as the third", _two, by("zhang-san", "POST /tasks", _WISH)),
    Story("follow one as the fourth", _contested, by("duty-rd", "POST /tasks", _WISH)),
    Story("hand a task on to who follows already", _contested, _moved),
    Story("follow a customer no more", _contested, _done("zhang-san")),
    Story("be told in a digest", all_of(_contested, _joins("duty-rd")), passes(hours=8)),
    Story("be told in a digest though the timer is lost", _unheard, passes(hours=8)),
    Story(
        "name a primary owner", _contested, by("wang-qiang", _resolve, {"primary_owner": "li-lei", "workspace": True})
    ),
    Story("plan a meeting", _contested, by("zhang-min", _resolve, _meeting)),
    Story("ask what came of a meeting", all_of(_contested, did("zhang-min", _resolve, _meeting)), passes(hours=25)),
    Story("put a conflict before who answers for the customer", _contested, passes(hours=49)),
    Story(
        "resolve what was put before who answers for it",
        _put_before,
        by("wang-qiang", _resolve, {"primary_owner": "li-lei"}),
    ),
    Story("let many follow a customer", _contested, by("wang-qiang", f"PUT {_LIST}", _KEY_ACCOUNT)),
    Story(
        "let a customer be like any other", all_of(did("admin", f"PUT {_LIST}", _KEY_ACCOUNT), _two), _deletes(_LIST)
    ),
    Story(
        "be like any other after some time",
        all_of(did("admin", f"PUT {_LIST}", _until), _two, _follows("zhang-san")),
        passes(hours=5),
    ),
    Story("be like any other though the timer is lost", _unheard_of, passes(hours=5)),
    Story("open a workspace", _contested, by("wang-qiang", "POST /workspaces", {"account_id": "customer-a"})),
    Story("write in a workspace", _shared, by("li-lei", f"POST {_WORKSPACE}/log", {"body": "请 @duty-rd 协助"})),
    Story("share a workspace", _shared, by("li-lei", f"POST {_WORKSPACE}/members", {"user_id": "duty-rd"})),
    Story("share a workspace no more", _shared, _deletes(f"{_WORKSPACE}/members/zhang-san")),
    Story("close a workspace", _shared, by("li-lei", f"POST {_WORKSPACE}/close", {"reason": "项目结束"})),
)
