"""What people and timers do with a task, each as a story: how it began, and the act that is then disturbed."""

from functools import partial

from infra import catalog
from tests.faults import stories
from tests.faults.crash import insist
from tests.faults.stories import nothing
from tests.faults.world import FORM, SOLVED, Act, World

Story = partial(stories.Story, only=tuple(each for each in catalog.specs() if each.startswith("tasks.")))
"""What else follows is broken in the stories of others."""

TODAY = "2026-03-02T10:00:00Z"
WISH = {
    "title": "与客户A通话",
    "expected_result": "确认续约意向",
    "priority": "urgent",
    "due_at": TODAY,
    "assignee_id": "li-lei",
    "subject": {"type": "account", "id": "customer-a"},
}
PART = {"title": "准备报价", "expected_result": "报价单"}
WHY = {"reason": "本周外出培训"}


def _task(world: World) -> None:
    """Begin with an urgent task that 王强 gave 李雷."""
    world.told["task"] = world.does("wang-qiang", "POST /tasks", WISH)["task_id"]


def _rejected(world: World) -> None:
    _task(world)
    world.does("li-lei", f"POST /tasks/{world.told['task']}/reject", WHY)


def _part(world: World) -> None:
    _task(world)
    world.told["whole"] = world.told["task"]
    world.told["task"] = world.does("li-lei", f"POST /tasks/{world.told['whole']}/subtasks", PART)["task_id"]


def _subscribed(world: World) -> None:
    world.does("li-lei", "POST /me/calendar-feed")


def _by(who: str, route: str, body: object = None) -> Act:
    def act(world: World) -> None:
        world.insists(who, route.format(**world.told), body)

    return act


def _revoke(world: World) -> None:
    headers = {"X-Correlation-Id": "act-000001"}
    answer = insist(lambda: world.twin.call("DELETE /me/calendar-feed", user="li-lei", headers=headers))
    assert answer.status == 204


def _passes(hours: int) -> Act:
    def act(world: World) -> None:
        world.twin.advance(hours=hours)

    return act


def _unheard(world: World) -> None:
    _task(world)
    world.twin.pump.lose_schedules("tasks")


def _case(world: World) -> None:
    world.told["case"] = world.does("wang-qiang", "POST /cases", FORM)["case_id"]


def _escalated(world: World) -> None:
    _case(world)
    world.does("admin", f"POST /cases/{world.told['case']}/escalations", {"level": 1, "reason": "高风险客户"})


def _two_of_zhang_min(world: World) -> None:
    for _ in range(2):
        world.does("wang-qiang", "POST /tasks", WISH | {"assignee_id": "zhang-min"})


AWAY = {"absence": {"from_at": "2026-03-02T00:00:00Z", "until_at": "2026-03-03T00:00:00Z"}}
TASK = "/tasks/{task}"

TASKS: tuple[stories.Story, ...] = (
    Story("give", nothing, _by("wang-qiang", "POST /tasks", WISH)),
    Story("give at a time that is taken", _task, _by("wang-qiang", "POST /tasks", WISH)),
    Story("accept", _task, _by("li-lei", f"POST {TASK}/accept")),
    Story("reject", _task, _by("li-lei", f"POST {TASK}/reject", WHY)),
    Story("start", _task, _by("li-lei", f"POST {TASK}/start")),
    Story("complete with the account", _task, _by("li-lei", f"POST {TASK}/complete", {"result": "客户同意"})),
    Story("complete a part", _part, _by("li-lei", f"POST {TASK}/complete", {"result": "已报价"})),
    Story("cancel", _task, _by("wang-qiang", f"POST {TASK}/cancel", WHY)),
    Story("reassign", _task, _by("wang-qiang", f"POST {TASK}/reassign", {"assignee_id": "zhang-min", **WHY})),
    Story(
        "reassign what was rejected",
        _rejected,
        _by("wang-qiang", f"POST {TASK}/reassign", {"assignee_id": "zhang-min", **WHY}),
    ),
    Story("reschedule", _task, _by("li-lei", f"POST {TASK}/reschedule", {"due_at": "2026-03-03T10:00:00Z", **WHY})),
    Story("comment", _task, _by("li-lei", f"POST {TASK}/comments", {"body": "请 @zhang-san 一起参加"})),
    Story("add a part", _task, _by("li-lei", f"POST {TASK}/subtasks", PART)),
    Story("be reminded", _task, _passes(2)),
    Story("be overdue", _task, _passes(8)),
    Story("be reminded though the timer is lost", _unheard, _passes(3)),
    Story("go away", _two_of_zhang_min, _by("zhang-min", "PUT /users/zhang-min/absence", AWAY)),
    Story("subscribe", nothing, _by("li-lei", "POST /me/calendar-feed")),
    Story("unsubscribe", _subscribed, _revoke),
    Story("a case goes up", _case, _by("admin", "POST /cases/{case}/escalations", {"level": 1, "reason": "高风险"})),
    Story("an escalated case is solved", _escalated, _by("admin", "POST /cases/{case}/resolution", SOLVED)),
    Story(
        "an escalated case goes elsewhere",
        _escalated,
        _by("admin", "POST /cases/{case}/transfers", {"queue_id": "priority", "reason": "需要专家"}),
    ),
)
