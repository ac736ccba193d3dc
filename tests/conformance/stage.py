"""What the samples in `events/` need: which actions, in order, bring the demo company to where each of them works.

A scene is a list of calls on top of another scene. Samples name what is made on the way as `${…}`: `${case_id}`,
`${customer_token}`, `${escalation_id}`, `${attachment_id}`, `${endpoint_id}`, `${task_id}`, `${feed_token}`,
`${rebuild_id}`, `${card_id}`, `${approval_id}`, `${connection_id}`, `${identity_id}`, `${im_message_id}`,
`${conflict_id}`, `${workspace_id}`; the case itself is always C-000001.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from crm.core.access import EVERYONE, KNOWLEDGE_MANAGER
from crm.core.spec import Http
from infra import catalog
from infra.local import checkpoint, demo
from infra.local.checkpoint import Checkpoint
from infra.local.control import portal_token
from infra.local.pump import Killed
from infra.local.twin import Answer, Twin

CASE = "/cases/C-000001"
_FORM = {"title": "API 集成出错", "category": "integration/api", "urgency": "high"}
_FILE = {"file_name": "日志.txt", "content_type": "text/plain", "size_bytes": 2048}
_HOOK = {"url": "https://shop.example.com/hooks/kairos", "description": "网上商城", "event_types": ["*"]}

_TASK = {
    "title": "当天与客户A通话",
    "expected_result": "确认续约意向",
    "priority": "high",
    "due_at": "2026-03-02T10:00:00Z",
    "assignee_id": "li-lei",
    "subject": {"type": "account", "id": "customer-a"},
}

_CARD = {
    "card_type": "service_support",
    "title": "客户A 售后问题",
    "assignee_id": "li-lei",
    "account_id": "customer-a",
    "priority": "high",
}
_SENSITIVE = {"account_id": "star-tech", "name": "星际科技", "owner_id": "wang-qiang", "sensitive": True}

_FEISHU = {
    "name": "飞书",
    "credentials": {
        "vendor": "feishu",
        "app_id": "cli_kairos",
        "app_secret": "feishu-app-secret",
        "verification_token": "feishu-token",
    },
}
_WECOM = {
    "name": "企业微信",
    "credentials": {
        "vendor": "wecom",
        "corp_id": "ww-kairos",
        "agent_id": 1000002,
        "secret": "wecom-secret",
        "token": "wecom-token",
        "encoding_aes_key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    },
}
_IDENTITIES = "GET /im/connections/${connection_id}/identities"
_MESSAGES = "GET /im/connections/${connection_id}/messages"

_KEY_ACCOUNT = {
    "account_id": "hongda",
    "name": "宏达集团",
    "owner_id": "li-lei",
    "key_account": True,
    "contract": {"amount": {"amount_minor": 120_000_000, "currency": "CNY"}, "renews_on": "2026-12-31"},
}
_WEEKLY = "/cadence-lists/clist_187YRJVNE9QKK5EZH7HYDKHJ6G"
"""The list of 李雷 in the second week: its id follows from both."""
_FOLLOWERS = ("li-lei", "zhang-min", "zhang-san")

Call = tuple[str, str, Any]
"""Who calls which route with what; a sample is called by `("sample", <operation>, None)`.

Time passes by `("time", <days>, None)`.
"""

SCENES: dict[str, tuple[str | None, tuple[Call, ...]]] = {
    "founded": (None, ()),
    "open": ("founded", (("customer", "POST /portal/cases", _FORM),)),
    "waiting in a queue": (
        "open",
        (
            ("li-lei", "PUT /users/li-lei/presence", {"presence": "away"}),
            ("li-lei", f"POST {CASE}/transfers", {"queue_id": "general", "reason": "下班"}),
        ),
    ),
    "stopped": ("open", (("li-lei", f"POST {CASE}/stops", {"reason": "停机"}),)),
    "followed": ("open", (("li-lei", f"POST {CASE}/watchers", {"user_id": "zhang-san"}),)),
    "escalated": ("open", (("li-lei", f"POST {CASE}/escalations", {"level": 1, "reason": "催促"}),)),
    "announced": ("open", (("customer", f"POST /portal{CASE}/attachments", _FILE),)),
    "solved": ("open", (("li-lei", f"POST {CASE}/resolution", {"solution": "更换密钥", "cause_code": "defect"}),)),
    "told": ("open", (("sample", "messaging.deliver_message", None),)),
    "in doubt": ("open", (("killed", "messaging.deliver_message", "sesv2:SendEmail"),)),
    "connected": ("founded", (("admin", "POST /webhook-endpoints", _HOOK),)),
    "on a phone": ("founded", (("sample", "messaging.register_device", None),)),
    "assigned": ("founded", (("wang-qiang", "POST /tasks", _TASK),)),
    "pushed": ("assigned", (("sample", "tasks.note_task_push", None),)),
    "recounted": ("assigned", (("admin", "POST /metric-rebuilds", {"kinds": ["task"]}),)),
    "rated": ("founded", (("admin", "POST /accounts", _KEY_ACCOUNT),)),
    "week begun": ("rated", (("time", "7", None),)),
    "week published": ("week begun", (("admin", f"POST {_WEEKLY}/approve", None),)),
    "contested": (
        "founded",
        (
            *(("wang-qiang", "POST /tasks", _TASK | {"assignee_id": each}) for each in _FOLLOWERS),
            ("wang-qiang", "GET /accounts/customer-a/followers", None),
        ),
    ),
    "decided": ("contested", (("wang-qiang", "POST /conflicts/${conflict_id}/resolve", {"primary_owner": "li-lei"}),)),
    "whitelisted": (
        "contested",
        (("wang-qiang", "PUT /accounts/customer-a/conflict-whitelist", {"reason": "重点协同"}),),
    ),
    "shared": (
        "contested",
        (("wang-qiang", "POST /workspaces", {"account_id": "customer-a"}),),
    ),
    "subscribed": ("assigned", (("li-lei", "POST /me/calendar-feed", None),)),
    "asked": ("founded", (("wang-qiang", "POST /collab-cards", _CARD),)),
    "asked in a conversation": (
        "founded",
        (("sample", "cards.open_requested_card", None), ("wang-qiang", "GET /collab-cards?account=customer-b", None)),
    ),
    "to be approved": (
        "founded",
        (
            ("admin", "POST /accounts", _SENSITIVE),
            ("zhang-min", "POST /collab-cards", _CARD | {"account_id": "star-tech"}),
        ),
    ),
    "in Feishu": ("founded", (("admin", "POST /im/connections", _FEISHU),)),
    "in WeCom": ("founded", (("admin", "POST /im/connections", _WECOM),)),
    "known in Feishu": ("in Feishu", (("sample", "im.link_im_identity", None), ("admin", _IDENTITIES, None))),
    "asked in Feishu": (
        "known in Feishu",
        (("sample", "im.receive_im_webhook", None), ("admin", f"{_MESSAGES}?outcome=card_requested", None)),
    ),
}

NEEDS: dict[str, str] = {
    **dict.fromkeys(("cases.accept_case",), "waiting in a queue"),
    **dict.fromkeys(("cases.resume_case",), "stopped"),
    **dict.fromkeys(("cases.unwatch_case",), "followed"),
    **dict.fromkeys(("cases.revert_escalation", "cases.list_escalations"), "escalated"),
    **dict.fromkeys(("cases.register_attachment",), "announced"),
    **dict.fromkeys(
        (
            "cases.close_case",
            "cases.confirm_in_portal",
            "cases.reopen_case",
            "cases.reopen_in_portal",
            "cases.note_on_account",
        ),
        "solved",
    ),
    **dict.fromkeys(
        ("messaging.get_message", "messaging.mark_notification_read", "messaging.fire_due_message"), "told"
    ),
    **dict.fromkeys(("messaging.settle_uncertain_message",), "in doubt"),
    **dict.fromkeys(
        (
            "messaging.delete_webhook_endpoint",
            "messaging.edit_webhook_endpoint",
            "messaging.get_webhook_endpoint",
            "messaging.rotate_webhook_secret",
            "messaging.send_test_webhook",
            "messaging.watch_endpoint_health",
        ),
        "connected",
    ),
    **dict.fromkeys(("analytics.follow_cases", "analytics.get_capacity", "tasks.follow_escalation"), "open"),
    **dict.fromkeys(("analytics.follow_pushes",), "pushed"),
    **dict.fromkeys(
        ("analytics.get_metric_rebuild", "analytics.publish_analytics_events", "analytics.rebuild_metrics"),
        "recounted",
    ),
    **dict.fromkeys(
        (
            "im.edit_im_connection",
            "im.get_im_connection",
            "im.link_im_identity",
            "im.list_im_connections",
            "im.rotate_im_credentials",
        ),
        "in Feishu",
    ),
    **dict.fromkeys(("im.check_im_webhook",), "in WeCom"),
    **dict.fromkeys(
        ("im.list_im_identities", "im.receive_im_webhook", "im.unlink_im_identity"),
        "known in Feishu",
    ),
    **dict.fromkeys(
        ("analytics.follow_instructions", "im.list_im_messages", "im.understand_im_message"), "asked in Feishu"
    ),
    **dict.fromkeys(
        (
            "analytics.follow_cards",
            "cards.accept_card",
            "cards.cancel_card",
            "cards.comment_on_card",
            "cards.complete_card",
            "cards.decline_card",
            "cards.fire_due_card",
            "cards.follow_task",
            "cards.get_card",
            "cards.get_card_history",
            "cards.get_collab_board",
            "cards.keep_card_timers",
            "cards.list_cards",
            "cards.note_card_on_account",
            "cards.publish_card_events",
            "cards.reassign_card",
            "cards.start_card",
            "cards.tell_progress",
        ),
        "asked",
    ),
    **dict.fromkeys(("cards.act_in_thread", "cards.note_card_receipt"), "asked in a conversation"),
    **dict.fromkeys(("cards.approve_card", "cards.list_approvals", "cards.reject_card"), "to be approved"),
    **dict.fromkeys(
        (
            "analytics.follow_conflicts",
            "conflicts.fire_due_conflict",
            "conflicts.follow_tasks",
            "conflicts.get_conflict",
            "conflicts.get_conflict_history",
            "conflicts.keep_conflict_timers",
            "conflicts.list_conflicts",
            "conflicts.list_followers",
            "conflicts.note_conflict_on_account",
            "conflicts.open_workspace",
            "conflicts.publish_conflict_events",
            "conflicts.resolve_conflict",
            "tasks.review_conflict",
        ),
        "contested",
    ),
    **dict.fromkeys(("conflicts.get_responsibility", "conflicts.list_responsibilities"), "decided"),
    **dict.fromkeys(("conflicts.unlist_account", "conflicts.get_conflict_whitelist"), "whitelisted"),
    **dict.fromkeys(
        (
            "analytics.follow_workspaces",
            "conflicts.add_workspace_member",
            "conflicts.close_workspace",
            "conflicts.get_workspace",
            "conflicts.list_workspace_log",
            "conflicts.list_workspaces",
            "conflicts.log_in_workspace",
            "conflicts.remove_workspace_member",
        ),
        "shared",
    ),
    **dict.fromkeys(("messaging.list_devices", "messaging.remove_device"), "on a phone"),
    **dict.fromkeys(("tasks.get_calendar_feed", "tasks.revoke_calendar_feed"), "subscribed"),
    **dict.fromkeys(
        (
            "analytics.explain_metric",
            "analytics.follow_tasks",
            "analytics.get_metric",
            "analytics.query_metrics",
            "tasks.accept_task",
            "tasks.add_subtask",
            "tasks.cancel_task",
            "tasks.comment_on_task",
            "tasks.complete_task",
            "tasks.fire_due_task",
            "tasks.get_task",
            "tasks.get_task_history",
            "tasks.keep_task_timers",
            "tasks.list_account_tasks",
            "tasks.list_inbox",
            "tasks.list_subtasks",
            "tasks.list_tasks",
            "tasks.note_task_on_account",
            "tasks.note_task_push",
            "tasks.publish_task_events",
            "tasks.reassign_task",
            "tasks.reject_task",
            "tasks.reschedule_task",
            "tasks.start_task",
        ),
        "assigned",
    ),
    **dict.fromkeys(("cadence.draft_cadence_list", "cadence.follow_contracts", "cadence.get_account_health"), "rated"),
    **dict.fromkeys(("cadence.follow_cases",), "open"),
    **dict.fromkeys(
        (
            "cadence.approve_cadence_list",
            "cadence.get_cadence_coverage",
            "cadence.get_cadence_history",
            "cadence.get_cadence_list",
            "cadence.list_cadence_lists",
            "cadence.record_cadence_page",
            "cadence.reject_cadence_list",
        ),
        "week begun",
    ),
    **dict.fromkeys(
        (
            "cadence.fire_due_cadence",
            "cadence.follow_tasks",
            "cadence.give_cadence_feedback",
            "cadence.note_cadence_on_account",
            "analytics.follow_weekly_lists",
            "tasks.follow_cadence",
        ),
        "week published",
    ),
}
"""The scene of each action whose sample needs another than an open case, or, beside cases, the founded company."""


_OWN_IDS = (
    "case_id",
    "attachment_id",
    "task_id",
    "card_id",
    "connection_id",
    "rebuild_id",
    "conflict_id",
    "workspace_id",
)
_IDS_OF_ROWS = ("card_id", "identity_id", "im_message_id")


@dataclass
class Stage:
    """The demo company, which can be brought into any scene."""

    twin: Twin
    names: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, tuple[Checkpoint, dict[str, str]]] = field(default_factory=dict)

    def enter(self, scene: str) -> None:
        """Bring the company into a scene, whatever was played before."""
        if scene not in self._kept:
            before, calls = SCENES[scene]
            if before is None:
                self._found()
            else:
                self.enter(before)
            for call in calls:
                self._play(*call)
            self._kept[scene] = (checkpoint.take(self.twin), dict(self.names))
        kept, names = self._kept[scene]
        checkpoint.restore(self.twin, kept)
        self.names = dict(names)

    def scene_of(self, operation: str) -> str:
        """Return the scene in which an action's sample works."""
        return NEEDS.get(operation, "open" if operation.startswith("cases.") else "founded")

    def sample(self, operation: str) -> Any:
        """Return the sample of an action, with what was made on the way filled in."""
        return json.loads(self._filled(sample_text(operation)))

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{(\w+)\}", lambda found: self.names[found[1]], text)

    def _found(self) -> None:
        """Add somebody of every single role, called `only-<role>`: the demo's administrator supervises too.

        `outsider` is an agent of no team, `roleless` can sign in and do nothing, `stranger` is somebody else's
        customer; one of them all reads English.
        """
        self.names["customer_token"] = portal_token(self.twin, "contact-b")
        stranger = {"contact_id": "stranger", "name": "外人", "phone": "13900139001", "account_id": "customer-a"}
        self._play(demo.ADMINISTRATOR, "POST /contacts", stranger)
        self.names["stranger_token"] = portal_token(self.twin, "stranger")
        for role in EVERYONE:
            body = {"user_id": f"only-{role}", "name": role, "email": f"only-{role}@kairos.example", "roles": [role]}
            locale = "en" if role == KNOWLEDGE_MANAGER else "zh-CN"
            self._play(demo.ADMINISTRATOR, "POST /users", body | {"team_id": "support", "locale": locale})
        outsider = {"user_id": "outsider", "name": "外人", "email": "outsider@kairos.example", "roles": ["agent"]}
        self._play(demo.ADMINISTRATOR, "POST /users", outsider)
        self.twin.add_sign_in("roleless", [])

    def _play(self, who: str, what: str, body: Any) -> None:
        if who == "sample":
            self.twin.functions.invoke(what, self.sample(what))
        elif who == "killed":
            self._kill(what, body)
        elif who == "time":
            self.twin.advance(days=int(what))
        else:
            self._remember(self._call(who, what, body))
        self.twin.settle()

    def _call(self, who: str, route: str, body: Any) -> Answer:
        signed_in = {"token": self.names["customer_token"]} if who == "customer" else {"user": who}
        answer = self.twin.call(self._filled(route), body, **signed_in)
        assert answer.status in {200, 201, 202}, f"{route}: {answer.status} {answer.body}"
        return answer

    def _kill(self, operation: str, action: str) -> None:
        """Run a sample and kill its function before a call of AWS: what became of that call nobody knows."""

        def kill(running: str, called: str) -> None:
            if (running, called) == (operation, action):
                raise Killed

        self.twin.functions.before_call = kill
        try:
            self.twin.functions.invoke(operation, self.sample(operation))
        except Killed:
            self.twin.functions.restart()
        finally:
            self.twin.functions.before_call = lambda _operation, _action: None
        self.twin.advance(minutes=1)
        self.twin.functions.invoke(operation, self.sample(operation))

    def _remember(self, answer: Answer) -> None:
        """Keep the ids that an answer brings."""
        found = answer.json
        self.names |= {name: found[name] for name in _OWN_IDS if found.get(name)}
        for row in found.get("items", ()):
            self.names |= {name: row[name] for name in _IDS_OF_ROWS if name in row}
        if "/calendar-feed?token=" in found.get("path", ""):
            self.names["feed_token"] = found["path"].rpartition("=")[2]
        if found.get("approval"):
            self.names["approval_id"] = found["approval"]["approval_id"]
        if "endpoint" in found:
            self.names["endpoint_id"] = found["endpoint"]["endpoint_id"]
        if found.get("escalation_level"):
            steps = self._call("wang-qiang", f"GET /cases/{found['case_id']}/escalations", None)
            self.names["escalation_id"] = steps.json["items"][-1]["escalation_id"]


def sample_text(operation: str) -> str:
    """Return the sample of an action as it is kept."""
    return (catalog.ROOT / "events" / f"{operation.replace('.', '/')}.json").read_text(encoding="utf-8")


def over_http() -> dict[str, Http]:
    """Return the trigger of every action behind a route, by operation."""
    found = {operation: spec.trigger for operation, spec in catalog.specs().items()}
    return {operation: trigger for operation, trigger in found.items() if isinstance(trigger, Http)}
