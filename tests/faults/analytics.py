"""Counting what happens, each as a story: how it began, and what is counted then, with every call broken on the way."""

import json
from functools import partial
from typing import Any

from infra import catalog
from infra.local.resources import client
from tests.faults import stories
from tests.faults.cadence import SAID, published
from tests.faults.cards import ASK, DONE
from tests.faults.crash import insist
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


FEISHU = {
    "vendor": "feishu",
    "app_id": "cli_kairos",
    "app_secret": "feishu-app-secret",
    "verification_token": "feishu-token",
}
ABOUT_A = {"subject": {"type": "account", "id": "customer-a"}}


def _sample(operation: str) -> Any:
    return json.loads((catalog.ROOT / "events" / f"{operation}.json").read_text(encoding="utf-8"))


def _in_feishu(world: World) -> None:
    """Begin with a connection to Feishu, where 王强 is known, and nothing known of anybody's team."""
    made = world.does("admin", "POST /im/connections", {"name": "飞书", "credentials": FEISHU})
    world.told["webhook"] = f"/webhooks/im/{made['connection_id']}"
    body = json.loads(_sample("im/link_im_identity")["body"])
    world.does("admin", f"POST /im/connections/{made['connection_id']}/identities", body)
    world.twin.advance(minutes=2)
    _forgotten(world)


def _writes(world: World) -> None:
    """Let 王强 ask 张敏 for something in Feishu."""
    body = json.loads(_sample("im/receive_im_webhook")["body"])
    headers = {"X-Correlation-Id": "act-000001"}
    answer = insist(lambda: world.twin.call(f"POST {world.told['webhook']}", body, headers=headers))
    assert answer.status == 200, answer.body


def _card(world: World) -> None:
    """Begin with a card that 李雷 has."""
    world.told["card"] = world.does("wang-qiang", "POST /collab-cards", ASK)["card_id"]


def _two(world: World) -> None:
    """Let two follow 客户A."""
    for who in ("li-lei", "zhang-min"):
        world.does("wang-qiang", "POST /tasks", WISH | ABOUT_A | {"assignee_id": who})


def _three(world: World) -> None:
    """Let three follow 客户A, who are in conflict, and nothing be known of anybody's team."""
    _two(world)
    world.does("wang-qiang", "POST /tasks", WISH | ABOUT_A | {"assignee_id": "zhang-san"})
    world.told["conflict"] = world.does("wang-qiang", "GET /accounts/customer-a/followers")["conflict_id"]
    _forgotten(world)


def _shared(world: World) -> None:
    """Begin with a workspace about 客户A."""
    body = {"account_id": "customer-a"}
    world.told["workspace"] = world.does("wang-qiang", "POST /workspaces", body)["workspace_id"]


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
    Story("a card of somebody unknown is counted", _forgotten, by("wang-qiang", "POST /collab-cards", ASK)),
    Story("how long a card took is counted", _card, by("li-lei", "POST /collab-cards/{card}/complete", DONE)),
    Story("what is asked for in IM is counted", _in_feishu, _writes),
    Story(
        "what comes of a weekly list is counted", published, by("li-lei", "POST /cadence-items/{item}/feedback", SAID)
    ),
    Story(
        "notices of a conflict are counted",
        _two,
        by("wang-qiang", "POST /tasks", WISH | ABOUT_A | {"assignee_id": "zhang-san"}),
    ),
    Story(
        "the end of a conflict is counted",
        _three,
        by("wang-qiang", "POST /conflicts/{conflict}/resolve", {"primary_owner": "li-lei"}),
    ),
    Story("a workspace is counted", nothing, by("wang-qiang", "POST /workspaces", {"account_id": "customer-a"})),
    Story("an entry is counted", _shared, by("wang-qiang", "POST /workspaces/{workspace}/log", {"body": "客户同意"})),
    Story("somebody changes teams", nothing, _moves),
    Story(
        "all is counted anew",
        all_of(_task, _case),
        by("admin", "POST /metric-rebuilds", {"kinds": ["task", "task_push", "case", "card", "conflict"]}),
    ),
    Story("what was miscounted is put right", _miscounted, by("admin", "POST /metric-rebuilds", {})),
    stories.Story("a push is noted", nothing, by("wang-qiang", "POST /tasks", WISH), only=("tasks.note_task_push",)),
)
