"""What people do with a case, each as a story."""

from tests.faults.stories import Story, all_of, by, case, did, nothing, unassigned
from tests.faults.world import FORM, SOLVED, Act, World

CASE = "/cases/{case}"
PORTAL = "/portal/cases/{case}"
_resolved = did(None, f"POST {CASE}/resolution", SOLVED)
_closed = all_of(_resolved, did(None, f"POST {CASE}/closure", {}))
_waiting = did(None, f"POST {CASE}/waits", {"wait_for": "customer", "asked": "请提供日志"})
_edit = {"title": "登录失败", "product": "网关 X2"}
_up = {"impact": "high", "urgency": "critical", "reason": "影响全部门店"}


def _another(world: World) -> None:
    world.told["other"] = "zhang-min" if world.told["owner"] != "zhang-min" else "zhang-san"


def _hand_over(world: World) -> None:
    body = {"assignee_id": world.told["other"], "reason": "更熟悉该产品"}
    world.insists(world.told["owner"], f"POST /cases/{world.told['case']}/transfers", body)


def _handed_up(world: World) -> None:
    path = f"/cases/{world.told['case']}/escalations"
    world.does(world.told["owner"], f"POST {path}", {"level": 1, "reason": "高风险客户"})
    world.told["escalation"] = world.does("admin", f"GET {path}")["items"][-1]["escalation_id"]


def _new_terms(world: World) -> None:
    world.told["second"] = world.opens(title="无法打印")
    targets = world.does("admin", "GET /settings/cases.sla_policy/standard")["document"]["targets"]
    targets["P2"]["first_response"]["seconds"] = 3 * 3600
    world.set("cases.sla_policy", "standard", targets=targets)


def _retarget(world: World) -> None:
    both = [world.told["case"], world.told["second"]]
    world.insists("wang-qiang", "POST /sla/retargets", {"case_ids": both, "reason": "新合同", "dry_run": False})


_FILE = {"file_name": "日志.txt", "content_type": "text/plain", "size_bytes": 10}


def _announced(world: World) -> None:
    world.told["ticket"] = world.does(
        world.told["owner"], f"POST /cases/{world.told['case']}/attachments", _FILE | {"visibility": "public"}
    )


def _uploaded(world: World) -> None:
    world.uploads(world.told["ticket"])


def _announce_and_upload(who: str | None, path: str) -> Act:
    def act(world: World) -> None:
        ticket = world.insists(who or world.told["owner"], f"POST {path.format(**world.told)}/attachments", _FILE)
        world.uploads(ticket)

    return act


def _reply_with_file(world: World) -> None:
    body = {"body": "见附件", "attachment_ids": [world.told["ticket"]["attachment_id"]]}
    world.insists(world.told["owner"], f"POST /cases/{world.told['case']}/replies", body)


def _note(world: World) -> None:
    body = {"body": "请看日志 @zhang-san，谢谢", "mentions": ["duty-rd", world.told["owner"]]}
    world.insists("wang-qiang", f"POST /cases/{world.told['case']}/notes", body)


_watched = did("wang-qiang", f"POST {CASE}/watchers", {"user_id": "duty-rd"})


def _settled(act: Act) -> Act:
    def then(world: World) -> None:
        act(world)
        world.twin.settle()

    return then


DESK: tuple[Story, ...] = (
    Story("open", nothing, by("wang-qiang", "POST /cases", FORM)),
    Story(
        "submit",
        nothing,
        by(
            "customer",
            "POST /portal/cases",
            {"title": "API 集成出错", "category": "integration/api", "urgency": "high"},
        ),
    ),
    Story("accept", unassigned, by(None, f"POST {CASE}/accept")),
    Story("accept a second time", case(), by(None, f"POST {CASE}/accept")),
    Story("reply first", case(), by(None, f"POST {CASE}/replies", {"body": "正在处理"})),
    Story("reply to a case nobody has", unassigned, by(None, f"POST {CASE}/replies", {"body": "正在处理"})),
    Story("reply with a file", case(all_of(_announced, _settled(_uploaded))), _reply_with_file),
    Story("note", case(), _note),
    Story("wait", case(), by(None, f"POST {CASE}/waits", {"wait_for": "customer", "asked": "日志"})),
    Story("stop", case(), by(None, f"POST {CASE}/stops", {"reason": "停机窗口"})),
    Story("resume", case(_waiting), by(None, f"POST {CASE}/resumptions", {})),
    Story("hand over", case(_another), _hand_over),
    Story("queue", case(), by(None, f"POST {CASE}/transfers", {"queue_id": "priority", "reason": "需要专家"})),
    Story("reclassify", case(), by(None, f"POST {CASE}/reclassifications", _up)),
    Story("edit", case(), by(None, f"PATCH {CASE}", _edit, If_Match="2")),
    Story("watch", case(), by("zhang-san", f"POST {CASE}/watchers", {})),
    Story("collaborate", case(), by(None, f"POST {CASE}/watchers", {"user_id": "duty-rd", "as_collaborator": True})),
    Story("unwatch", case(_watched), by("wang-qiang", f"DELETE {CASE}/watchers/duty-rd")),
    Story("restore", case(), by(None, f"POST {CASE}/restorations", {"how": "临时回退"})),
    Story("resolve", case(), by(None, f"POST {CASE}/resolution", SOLVED)),
    Story("close", case(_resolved, lapsed=False), by(None, f"POST {CASE}/closure", {})),
    Story("reopen", case(_closed, lapsed=False), by(None, f"POST {CASE}/reopenings", {"reason": "仍然报错"})),
    Story("escalate", case(), by(None, f"POST {CASE}/escalations", {"level": 1, "reason": "高风险客户"})),
    Story(
        "revert",
        case(_handed_up),
        by("wang-qiang", f"POST {CASE}/escalations/{{escalation}}/revert", {"reason": "误操作"}),
    ),
    Story("retarget", case(_new_terms), _retarget),
    Story("attach", case(), _announce_and_upload(None, CASE)),
    Story("attach in the portal", case(), _announce_and_upload("customer", PORTAL)),
    Story("reply in the portal", case(_waiting), by("customer", f"POST {PORTAL}/replies", {"body": "日志如下"})),
    Story(
        "reply to what was resolved",
        case(_resolved, lapsed=False),
        by("customer", f"POST {PORTAL}/replies", {"body": "仍然报错"}),
    ),
    Story("confirm in the portal", case(_resolved, lapsed=False), by("customer", f"POST {PORTAL}/closure", {})),
    Story(
        "reopen in the portal",
        case(_resolved, lapsed=False),
        by("customer", f"POST {PORTAL}/reopenings", {"reason": "仍然报错"}),
    ),
)
