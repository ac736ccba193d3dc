"""What people, conversations and timers do with a card, each as a story: how it began, and the act then disturbed."""

import json
from functools import partial
from typing import Any

from infra import catalog
from tests.faults import stories
from tests.faults.stories import all_of, by, did, nothing, passes
from tests.faults.world import Act, World

_ABOUT = (*(each for each in catalog.specs() if each.startswith("cards.")), "tasks.follow_card")
Story = partial(stories.Story, only=_ABOUT)
"""What else follows is broken in the stories of others."""

ASK = {
    "card_type": "service_support",
    "title": "客户A 售后问题",
    "assignee_id": "li-lei",
    "account_id": "customer-a",
    "priority": "high",
}
SENSITIVE = {"account_id": "star-tech", "name": "星际科技", "owner_id": "wang-qiang", "sensitive": True}
WHY = {"reason": "更熟悉该产品"}
DONE = {"result": "已更换设备"}
CARD, TASK, APPROVAL = "/collab-cards/{card}", "/tasks/{task}", "/approvals/{approval}"


def _keep(world: World, card: Any) -> None:
    world.told |= {"card": card["card_id"], "task": card["task_id"]}
    if card["approval"] is not None:
        world.told["approval"] = card["approval"]["approval_id"]


def _card(world: World) -> None:
    """Begin with what 王强 asked of 李雷."""
    _keep(world, world.does("wang-qiang", "POST /collab-cards", ASK))


def _pending(world: World) -> None:
    """Begin with what 张敏 asks about a sensitive account."""
    _sensitive(world)
    _keep(world, world.does("zhang-min", "POST /collab-cards", ASK | {"account_id": "star-tech"}))


def _heard(action: str, **members: Any) -> Act:
    """Let a function hear what its sample says, and what it says otherwise."""

    def act(world: World) -> None:
        event = json.loads((catalog.ROOT / "events" / "cards" / f"{action}.json").read_text(encoding="utf-8"))
        event["detail"]["data"] |= members
        world.twin.pump.queue(world.twin.site.function(f"cards.{action}"), event)

    return act


def _sensitive(world: World) -> None:
    world.does("admin", "POST /accounts", SENSITIVE)


def _unheard_approval(world: World) -> None:
    _pending(world)
    world.twin.pump.lose_schedules("cards")


def _asked(world: World) -> None:
    """Begin with what 王强 asked of 张敏 in a conversation."""
    _heard("open_requested_card")(world)
    world.twin.settle()


def _done_in_conversation(world: World) -> None:
    _heard("act_in_thread")(world)
    world.twin.settle()
    (card,) = world.does("wang-qiang", "GET /collab-cards?account=customer-b")["items"]
    world.told["card"] = card["card_id"]


def _receipt_arrives(world: World) -> None:
    _heard("note_card_receipt", subject_id=world.told["card"])(world)


def _unheard(world: World) -> None:
    _card(world)
    world.twin.pump.lose_schedules("cards")


CARDS: tuple[stories.Story, ...] = (
    Story("ask", nothing, by("wang-qiang", "POST /collab-cards", ASK)),
    Story("accept a card", _card, by("li-lei", f"POST {CARD}/accept")),
    Story("start with a card", _card, by("li-lei", f"POST {CARD}/start")),
    Story("tell progress", _card, by("li-lei", f"POST {CARD}/progress", {"note": "排查中"})),
    Story("complete a card", _card, by("li-lei", f"POST {CARD}/complete", DONE)),
    Story("decline a card", _card, by("li-lei", f"POST {CARD}/decline", WHY)),
    Story(
        "reassign a card",
        all_of(_card, did("li-lei", f"POST {CARD}/decline", WHY)),
        by("wang-qiang", f"POST {CARD}/reassign", {"assignee_id": "zhang-min", **WHY}),
    ),
    Story("cancel a card", _card, by("wang-qiang", f"POST {CARD}/cancel", WHY)),
    Story("comment on a card", _card, by("li-lei", f"POST {CARD}/comments", {"body": "请 @zhang-san 一起看看"})),
    Story("do the task of a card", _card, by("li-lei", f"POST {TASK}/complete", DONE)),
    Story("give the task of a card back", _card, by("li-lei", f"POST {TASK}/reject", WHY)),
    Story(
        "hand the task of a card on",
        _card,
        by("wang-qiang", f"POST {TASK}/reassign", {"assignee_id": "zhang-min", **WHY}),
    ),
    Story("approve a card", _pending, by("wang-qiang", f"POST {APPROVAL}/approve")),
    Story("do not approve a card", _pending, by("wang-qiang", f"POST {APPROVAL}/reject", WHY)),
    Story("be asked in a conversation", nothing, _heard("open_requested_card")),
    Story("be refused in a conversation", nothing, _heard("open_requested_card", account_id="acct_none")),
    Story(
        "ask in a conversation about a sensitive account",
        _sensitive,
        _heard("open_requested_card", account_id="star-tech", requested_by="zhang-min", assignee_id="li-lei"),
    ),
    Story("complete a card in a conversation", _asked, _heard("act_in_thread")),
    Story("a receipt arrives", all_of(_asked, _done_in_conversation), _receipt_arrives),
    Story("do in a conversation what is not allowed", _asked, _heard("act_in_thread", actor_id="li-lei")),
    Story("be reminded of a card", _card, passes(hours=3)),
    Story("be overdue with a card", _card, passes(hours=5)),
    Story("be reminded of an approval", _pending, passes(hours=4)),
    Story("be reminded of an approval though the timer is lost", _unheard_approval, passes(hours=5)),
    Story("be reminded of a card though the timer is lost", _unheard, passes(hours=4)),
)
