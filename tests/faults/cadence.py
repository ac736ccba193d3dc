"""The weekly rhythm of key accounts, each part as a story: how it began, and the act that is then disturbed."""

from datetime import datetime
from functools import partial

from infra import catalog
from tests.faults import stories
from tests.faults.stories import all_of, by, did, nothing, passes
from tests.faults.tasks import TODAY
from tests.faults.world import FORM, Act, World

OWN = (*(each for each in catalog.specs() if each.startswith("cadence.")), "tasks.follow_cadence")
Story = partial(stories.Story, only=OWN)
"""What else follows is broken in the stories of others."""

HONGDA = {
    "account_id": "hongda",
    "name": "宏达集团",
    "owner_id": "li-lei",
    "key_account": True,
    "contract": {"amount": {"amount_minor": 120_000_000, "currency": "CNY"}, "renews_on": "2026-12-31"},
}
TALK = {
    "title": "宏达集团产品升级沟通",
    "expected_result": "约定演示",
    "priority": "high",
    "due_at": TODAY.replace("-02T", "-13T"),
    "assignee_id": "li-lei",
    "subject": {"type": "account", "id": "hongda"},
}
SAID = {"outcome": "achieved", "notes": "客户同意升级", "health": "improved"}
rated = did("admin", "POST /accounts", HONGDA)


def _until(instant: str) -> Act:
    """Let time pass until an instant, and every timer fire on the way."""

    def act(world: World) -> None:
        world.twin.advance(seconds=(datetime.fromisoformat(instant) - world.twin.clock.now()).total_seconds())

    return act


def _found(world: World) -> None:
    """Find 李雷's list of the week, and what is on it."""
    (row,) = world.does("li-lei", "GET /cadence-lists?week=2026-W11")["items"]
    world.told["list"] = row["list_id"]
    world.told["item"] = f"{row['list_id']}-001"


def _task(world: World) -> None:
    (row,) = world.does("li-lei", "GET /inbox")["items"]
    world.told["task"] = row["task_id"]


def _unscheduled(world: World) -> None:
    world.twin.pump.lose_schedules("cadence")


def _at_once(world: World) -> None:
    world.set("cadence.policy", approval_required=False)


def _small_team(world: World) -> None:
    """Let one team's week begin at an hour of its own, and somebody of it have an account."""
    world.does("admin", "POST /accounts", HONGDA | {"owner_id": "duty-rd"})
    policy = world.does("admin", "GET /settings/cadence.policy/default")["document"] | {"at": "06:00:00"}
    body = {"document": policy, "note": "test"}
    world.does("admin", "PUT /settings/cadence.policy/cross-department", body, If_Match="0")
    _until("2026-03-09T05:59:00+08:00")(world)


lapsing = did("admin", "POST /accounts", HONGDA | {"contract": {"renews_on": "2026-03-01"}})
drafted = all_of(rated, _until("2026-03-09T00:31:00+08:00"), _found)
published = all_of(drafted, did("wang-qiang", "POST /cadence-lists/{list}/approve"))

CADENCE: tuple[stories.Story, ...] = (
    Story("a week begins", _small_team, passes(minutes=2)),
    Story(
        "a week begins without approval, its timer lost",
        all_of(_at_once, _small_team, _unscheduled),
        passes(minutes=9),
        only=("cadence.draft_cadence_list", "cadence.sweep_due_cadence"),
    ),
    Story("approve a list", drafted, by("wang-qiang", "POST /cadence-lists/{list}/approve")),
    Story(
        "approve a list for whose account there is a task",
        all_of(drafted, did("wang-qiang", "POST /tasks", TALK)),
        by("wang-qiang", "POST /cadence-lists/{list}/approve"),
    ),
    Story("reject a list", drafted, by("wang-qiang", "POST /cadence-lists/{list}/reject", {"reason": "总部已拜访"})),
    Story("be reminded of a list", published, _until("2026-03-09T09:31:00+08:00")),
    Story(
        "be reminded of a list though the timer is lost",
        all_of(published, _until("2026-03-09T09:29:00+08:00"), _unscheduled),
        passes(minutes=9),
        only=("cadence.sweep_due_cadence",),
    ),
    Story(
        "give feedback",
        published,
        by("li-lei", "POST /cadence-items/{item}/feedback", SAID),
        # A note tells the version its account has by then, and the task's end changes that meanwhile.
        only=tuple(each for each in OWN if each != "cadence.note_cadence_on_account"),
    ),
    Story(
        "do the task of an item",
        all_of(published, _task),
        by("li-lei", "POST /tasks/{task}/complete", {"result": "好"}),
    ),
    Story("a renewal is overdue", all_of(lapsing, _until("2026-03-02T23:59:00+08:00")), passes(minutes=2)),
    Story("set up a team", nothing, by("admin", "POST /teams", {"team_id": "sales", "name": "销售"})),
    Story("take on an account with a contract", nothing, by("admin", "POST /accounts", HONGDA)),
    Story("hear of an account", nothing, by("wang-qiang", "POST /cases", FORM)),
    Story(
        "set another rhythm",
        nothing,
        by(
            "admin",
            "PUT /settings/cadence.policy/default",
            {
                "document": {"weekday": "tue", "next_contact_days": {"improved": 28, "steady": 14, "worsened": 7}},
                "note": "周二",
            },
            If_Match="0",
        ),
    ),
    Story("an hour passes", nothing, passes(minutes=61)),
)
