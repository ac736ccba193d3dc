"""What makes the desk comfortable, each as a story: macros, many cases at once, relations, parts, views, samples."""

import json
from datetime import timedelta

from infra import catalog
from tests.faults.stories import Story, all_of, by, case, did, nothing, passes
from tests.faults.world import SOLVED, World

CASE = "/cases/{case}"
_PART = {"title": "检查机房", "expected_result": "结论", "assignee_id": "duty-rd", "due_at": "2026-03-05T02:00:00Z"}
_VIEW = {"name": "我的 P2", "view": "mine", "filters": {"priority": "P2"}}
_TAG = {"do": "tag", "add": ["促销"]}
_MACRO = {"macro_id": "ask_and_wait", "values": {"details": "日志"}}
_DRAW = {
    "tag": "促销",
    "opened_from_at": "2026-03-01T00:00:00Z",
    "opened_before_at": "2026-04-01T00:00:00Z",
    "seed": "三月",
    "percent": 50,
}
_RELATE = {"relation": "caused_by"}


def _fault(world: World) -> None:
    world.told["fault"] = world.opens(title="网关故障")


def _relates(world: World) -> None:
    body = _RELATE | {"case_id": world.told["fault"]}
    world.insists("wang-qiang", f"POST /cases/{world.told['case']}/relations", body)


def _related(world: World) -> None:
    body = _RELATE | {"case_id": world.told["fault"]}
    world.does("wang-qiang", f"POST /cases/{world.told['case']}/relations", body)


def _in_bulk(world: World) -> None:
    both = [world.told["case"], world.told["fault"]]
    world.insists("wang-qiang", "POST /cases/bulk", {"case_ids": both, "action": _TAG})


def _planned(world: World) -> None:
    case_ = world.does("wang-qiang", f"POST /cases/{world.told['case']}/subtasks", _PART)
    world.told["part"] = case_["subtasks"][0]["subtask_id"]


def _saved(world: World) -> None:
    world.told["view"] = world.does("li-lei", "POST /case-views", _VIEW)["view_id"]


def _waits(world: World) -> None:
    until = (world.twin.clock.now() + timedelta(hours=1)).isoformat()
    world.does(
        world.told["owner"],
        f"POST /cases/{world.told['case']}/waits",
        {"wait_for": "customer", "asked": "日志", "until_at": until},
    )


def _closes_soon(world: World) -> None:
    world.set("cases.waiting", "default", close_after_seconds=3600, remind_before_seconds=[])
    world.set("cases.sla_policy", "standard", thresholds=[{"percent": 100, "receivers": []}])


def _customer_is_not_content(world: World) -> None:
    """Let the desk hear what its sample says of the case."""
    text = (catalog.ROOT / "events" / "cases" / "answer_discontent.json").read_text(encoding="utf-8")
    event = json.loads(text.replace("${case_id}", world.told["case"]))
    world.twin.pump.queue(world.twin.site.function("cases.answer_discontent"), event)


COMFORT: tuple[Story, ...] = (
    Story("apply a macro", case(), by(None, f"POST {CASE}/macros", _MACRO)),
    Story("act on many cases", case(_fault), _in_bulk),
    Story("relate to a fault", case(_fault), _relates),
    Story(
        "end a relation",
        case(all_of(_fault, _related)),
        by("wang-qiang", f"DELETE {CASE}/relations/{{fault}}?relation=caused_by"),
    ),
    Story(
        "a fault is over",
        case(all_of(_fault, _related), lapsed=False),
        by("wang-qiang", "POST /cases/{fault}/resolution", SOLVED),
        ("cases.resolve_case", "cases.tell_fault_is_over"),
    ),
    Story(
        "plan a part",
        case(),
        by("wang-qiang", f"POST {CASE}/subtasks", _PART),
        ("cases.plan_subtask", "tasks.give_case_part"),
    ),
    Story(
        "do a part",
        case(_planned, lapsed=False),
        by("duty-rd", "POST /tasks/{part}/complete", {"result": "正常"}),
        ("cases.follow_subtask",),
    ),
    Story("save a view", nothing, by("li-lei", "POST /case-views", _VIEW)),
    Story("change a view", _saved, by("li-lei", "PUT /case-views/{view}", _VIEW | {"name": "x"}, If_Match="1")),
    Story("delete a view", _saved, by("li-lei", "DELETE /case-views/{view}")),
    Story(
        "draw a sample",
        case(did(None, f"PATCH {CASE}", {"tags": ["促销"]}, If_Match="2"), lapsed=False),
        by("wang-qiang", "POST /qa/samples", _DRAW),
    ),
    Story("a customer is not content", case(lapsed=False), _customer_is_not_content, ("cases.answer_discontent",)),
    Story(
        "nobody answers",
        all_of(_closes_soon, case(_waits, lapsed=False)),
        passes(hours=3),
        ("cases.fire_due_case", "cases.keep_case_timers"),
    ),
)
