"""Counting what happens, each as a story: how it began, and what is counted then, with every call broken on the way."""

from functools import partial

from infra import catalog
from infra.local.resources import client
from tests.faults import stories
from tests.faults.stories import all_of, by, did, nothing, passes
from tests.faults.tasks import TASK, WHY, WISH
from tests.faults.world import FORM, SOLVED, World

COUNTING = tuple(each for each in catalog.specs() if each.startswith("analytics."))

Story = partial(stories.Story, only=COUNTING)
"""What else happens is broken in the stories of others."""

CASE = "/cases/{case}"
LATER = {"due_at": "2026-03-04T10:00:00Z", **WHY}


def _task(world: World) -> None:
    """Begin with a task that 王强 gave 李雷, to be done today."""
    wish = WISH | {"priority": "medium"}
    world.told["task"] = world.does("wang-qiang", "POST /tasks", wish)["task_id"]


def _case(world: World) -> None:
    """Begin with a case that was answered at once."""
    world.told["case"] = world.opens()
    world.told["owner"] = world.owner(world.told["case"])
    world.does(world.told["owner"], f"POST /cases/{world.told['case']}/replies", {"body": "正在查看"})


def _forgotten(world: World) -> None:
    """Let nothing be known of any colleague, as when counting begins in a company that has long been there."""
    for key in _keys(world, sk="FACTS"):
        if "_" not in key["pk"]["S"]:
            client("dynamodb").delete_item(TableName=world.twin.site.table("analytics"), Key=key)


def _miscounted(world: World) -> None:
    """Let a task count for what it never was, and another, with a case, for nothing."""
    _task(world)
    _case(world)
    stray = world.told["task"]
    table = world.twin.site.table("analytics")
    (row,) = [key for key in _keys(world) if key["pk"]["S"] == stray and "acceptance" in key["sk"]["S"]]
    item = client("dynamodb").get_item(TableName=table, Key=row)["Item"]
    wrong = {"S": item["contribution"]["S"].replace('"key":"1"', '"key":"9"')}
    other = item["sk"]["S"].replace("#1", "#9")
    client("dynamodb").put_item(TableName=table, Item=item | {"sk": {"S": other}, "contribution": wrong})
    _task(world)
    for key in _keys(world):
        if key["pk"]["S"] in {world.told["task"], world.told["case"]}:
            client("dynamodb").delete_item(TableName=table, Key=key)


def _keys(world: World, sk: str | None = None) -> list[dict[str, dict[str, str]]]:
    rows = client("dynamodb").scan(TableName=world.twin.site.table("analytics"))["Items"]
    return [{"pk": row["pk"], "sk": row["sk"]} for row in rows if sk is None or row["sk"]["S"] == sk]


def _moves(world: World) -> None:
    version = world.does("admin", "GET /users/li-lei")["version"]
    world.insists("admin", "PATCH /users/li-lei", {"team_id": "cross-department"}, If_Match=str(version))


ANALYTICS: tuple[stories.Story, ...] = (
    Story("a task and its push are counted", nothing, by("wang-qiang", "POST /tasks", WISH)),
    Story("an answer is counted", _task, by("li-lei", f"POST {TASK}/accept")),
    Story("what is overdue is counted", _task, passes(hours=8)),
    Story(
        "what was overdue is not, now",
        all_of(_task, passes(hours=8)),
        by("li-lei", f"POST {TASK}/reschedule", LATER),
    ),
    Story("a case is counted", nothing, by("wang-qiang", "POST /cases", FORM)),
    Story("a case of somebody unknown is counted", _forgotten, by("wang-qiang", "POST /cases", FORM)),
    Story("a solution is counted", _case, by(None, f"POST {CASE}/resolution", SOLVED)),
    Story(
        "a solution that was none is counted no more",
        all_of(_case, did(None, f"POST {CASE}/resolution", SOLVED)),
        by(None, f"POST {CASE}/reopenings", {"reason": "仍然报错"}),
    ),
    Story("somebody changes teams", nothing, _moves),
    Story(
        "all is counted anew",
        all_of(_task, _case),
        by("admin", "POST /metric-rebuilds", {"kinds": ["task", "task_push", "case"]}),
    ),
    Story("what was miscounted is put right", _miscounted, by("admin", "POST /metric-rebuilds", {})),
    stories.Story("a push is noted", nothing, by("wang-qiang", "POST /tasks", WISH), only=("tasks.note_task_push",)),
)
