"""What people do with a case, each as a story: how it began, and the act that is then disturbed."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.world import FORM, SOLVED, Act, World


def _nothing(_world: World) -> None:
    """Begin with the company as it was founded."""


@dataclass(frozen=True)
class Story:
    """How it began, what is done, in which functions a call is broken, and how many ways there are at least."""

    name: str
    begins: Act
    act: Act
    breaks: int = 0
    spared: tuple[str, ...] = ("messaging.deliver_message", "messaging.fan_out_to_webhooks", "cases.note_on_account")
    """Functions that other stories break, where they are the point."""

    def __str__(self) -> str:
        return self.name


def _case(then: Act = _nothing, *, lapsed: bool = True) -> Act:
    """Begin with a case that somebody has, a warning of which has fallen due unseen."""

    def begins(world: World) -> None:
        world.told["case"] = world.opens()
        world.told["owner"] = world.owner(world.told["case"])
        then(world)
        if lapsed:
            world.clocks_lapse()

    return begins


def _by(who: str | None, route: str, body: object = None, **headers: str) -> Act:
    """Let somebody, else the case's owner, do something with the case and insist on it."""

    def act(world: World) -> None:
        filled = route.format(**world.told)
        world.insists(who or world.told["owner"], filled, body, **headers)

    return act


def _did(who: str | None, route: str, body: object = None) -> Act:
    def act(world: World) -> None:
        world.does(who or world.told["owner"], route.format(**world.told), body)

    return act


def _all(*acts: Act) -> Act:
    def act(world: World) -> None:
        for each in acts:
            each(world)

    return act


def _unassigned(world: World) -> None:
    world.everybody_goes()
    world.told["case"], world.told["owner"] = world.opens(), "zhang-min"
    world.clocks_lapse()


CASE = "/cases/{case}"
PORTAL = "/portal/cases/{case}"
_resolved = _did(None, f"POST {CASE}/resolution", SOLVED)
_closed = _all(_resolved, _did(None, f"POST {CASE}/closure", {}))
_waiting = _did(None, f"POST {CASE}/waits", {"wait_for": "customer", "asked": "请提供日志"})
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


_watched = _did("wang-qiang", f"POST {CASE}/watchers", {"user_id": "duty-rd"})


def _settled(act: Act) -> Act:
    def then(world: World) -> None:
        act(world)
        world.twin.settle()

    return then


Begins = Callable[[World], None]

DESK: tuple[Story, ...] = (
    Story("open", _nothing, _by("wang-qiang", "POST /cases", FORM)),
    Story(
        "submit",
        _nothing,
        _by(
            "customer",
            "POST /portal/cases",
            {"title": "API 集成出错", "category": "integration/api", "urgency": "high"},
        ),
    ),
    Story("accept", _unassigned, _by(None, f"POST {CASE}/accept")),
    Story("accept a second time", _case(), _by(None, f"POST {CASE}/accept")),
    Story("reply first", _case(), _by(None, f"POST {CASE}/replies", {"body": "正在处理"})),
    Story("reply to a case nobody has", _unassigned, _by(None, f"POST {CASE}/replies", {"body": "正在处理"})),
    Story("reply with a file", _case(_all(_announced, _settled(_uploaded))), _reply_with_file),
    Story("note", _case(), _note),
    Story("wait", _case(), _by(None, f"POST {CASE}/waits", {"wait_for": "customer", "asked": "日志"})),
    Story("stop", _case(), _by(None, f"POST {CASE}/stops", {"reason": "停机窗口"})),
    Story("resume", _case(_waiting), _by(None, f"POST {CASE}/resumptions", {})),
    Story("hand over", _case(_another), _hand_over),
    Story("queue", _case(), _by(None, f"POST {CASE}/transfers", {"queue_id": "priority", "reason": "需要专家"})),
    Story("reclassify", _case(), _by(None, f"POST {CASE}/reclassifications", _up)),
    Story("edit", _case(), _by(None, f"PATCH {CASE}", _edit, If_Match="2")),
    Story("watch", _case(), _by("zhang-san", f"POST {CASE}/watchers", {})),
    Story("collaborate", _case(), _by(None, f"POST {CASE}/watchers", {"user_id": "duty-rd", "as_collaborator": True})),
    Story("unwatch", _case(_watched), _by("wang-qiang", f"DELETE {CASE}/watchers/duty-rd")),
    Story("restore", _case(), _by(None, f"POST {CASE}/restorations", {"how": "临时回退"})),
    Story("resolve", _case(), _by(None, f"POST {CASE}/resolution", SOLVED)),
    Story("close", _case(_resolved, lapsed=False), _by(None, f"POST {CASE}/closure", {})),
    Story("reopen", _case(_closed, lapsed=False), _by(None, f"POST {CASE}/reopenings", {"reason": "仍然报错"})),
    Story("escalate", _case(), _by(None, f"POST {CASE}/escalations", {"level": 1, "reason": "高风险客户"})),
    Story(
        "revert",
        _case(_handed_up),
        _by("wang-qiang", f"POST {CASE}/escalations/{{escalation}}/revert", {"reason": "误操作"}),
    ),
    Story("retarget", _case(_new_terms), _retarget),
    Story("attach", _case(), _announce_and_upload(None, CASE)),
    Story("attach in the portal", _case(), _announce_and_upload("customer", PORTAL)),
    Story("reply in the portal", _case(_waiting), _by("customer", f"POST {PORTAL}/replies", {"body": "日志如下"})),
    Story(
        "reply to what was resolved",
        _case(_resolved, lapsed=False),
        _by("customer", f"POST {PORTAL}/replies", {"body": "仍然报错"}),
    ),
    Story("confirm in the portal", _case(_resolved, lapsed=False), _by("customer", f"POST {PORTAL}/closure", {})),
    Story(
        "reopen in the portal",
        _case(_resolved, lapsed=False),
        _by("customer", f"POST {PORTAL}/reopenings", {"reason": "仍然报错"}),
    ),
)
