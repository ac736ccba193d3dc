"""The demo company: the people, customers, skills and promises of the customer's own test cases.

It is founded through the same actions that any company uses, so it cannot hold what they would refuse.
"""

from typing import Any

from crm.cases.settings.queues import MANUAL_DISPATCH, Queues
from crm.cases.settings.sla import SlaPolicy
from infra.local.twin import Twin

ADMINISTRATOR = "admin"
SUPERVISOR = "wang-qiang"
HOURS = 3600

_USERS: tuple[dict[str, Any], ...] = (
    {
        "user_id": SUPERVISOR,
        "name": "王强",
        "roles": ["supervisor"],
        "team_id": "support",
        "languages": ["zh-CN", "en"],
    },
    {
        "user_id": "li-lei",
        "name": "李雷",
        "roles": ["agent"],
        "team_id": "support",
        "manager_id": SUPERVISOR,
        "skills": [{"skill": "API 集成", "level": 5, "expires_on": "2027-12-31"}],
        "languages": ["zh-CN", "en"],
    },
    {
        "user_id": "zhang-min",
        "name": "张敏",
        "roles": ["agent"],
        "team_id": "support",
        "manager_id": SUPERVISOR,
        "deputy_id": "li-lei",
        "skills": [{"skill": "售后", "level": 4}],
        "languages": ["zh-CN"],
    },
    {
        "user_id": "zhang-san",
        "name": "张三",
        "roles": ["agent"],
        "team_id": "support",
        "manager_id": SUPERVISOR,
        "skills": [{"skill": "账单", "level": 3}],
        "languages": ["zh-CN", "en"],
        "locale": "en",
    },
    {"user_id": "duty-rd", "name": "研发值班", "roles": ["agent"], "team_id": "cross-department"},
    {"user_id": "qa", "name": "质检主管", "roles": ["qa_supervisor"]},
    {"user_id": "knowledge", "name": "知识库管理员", "roles": ["knowledge_manager"]},
    {"user_id": "web-shop", "name": "网上商城", "roles": ["integration"]},
    {"user_id": ADMINISTRATOR, "name": "系统管理员", "roles": ["admin", "supervisor"]},
)
_ACCOUNTS: tuple[dict[str, Any], ...] = (
    {"account_id": "customer-a", "name": "客户A", "level": "privileged", "region": "CN-SH", "owner_id": SUPERVISOR},
    {"account_id": "customer-b", "name": "客户B", "level": "standard", "region": "CN-BJ", "owner_id": SUPERVISOR},
)
_CONTACTS: tuple[dict[str, Any], ...] = (
    {
        "contact_id": "contact-a",
        "name": "客户A 联系人",
        "email": "contact@customer-a.example",
        "account_id": "customer-a",
        "locale": "en",
    },
    {
        "contact_id": "contact-b",
        "name": "客户B 联系人",
        "email": "contact@customer-b.example",
        "phone": "13800138000",
        "account_id": "customer-b",
    },
)
_HERE = ("wang-qiang", "li-lei", "zhang-min", "zhang-san", "duty-rd")


def found(twin: Twin) -> None:
    """Found the company in an empty twin."""
    twin.add_administrator(ADMINISTRATOR)
    do(twin, "POST /teams", {"team_id": "support", "name": "技术支持"})
    do(twin, "POST /teams", {"team_id": "cross-department", "name": "跨部门应急群"})
    for user in _USERS:
        do(twin, "POST /users", {"email": f"{user['user_id']}@kairos.example", **user})
    twin.settle()
    team = {"lead_id": "zhang-min", "manager_id": SUPERVISOR}
    do(twin, "PATCH /teams/support", team, version=1)
    for user_id in _HERE:
        do(twin, f"PUT /users/{user_id}/presence", {"presence": "online"})
    for account in _ACCOUNTS:
        do(twin, "POST /accounts", account)
    for contact in _CONTACTS:
        do(twin, "POST /contacts", contact)
    _set_policies(twin)
    twin.settle()


def _set_policies(twin: Twin) -> None:
    """Promise a first response within two hours for P2, and name who answers for the queues."""
    standard = SlaPolicy.shipped()["standard"].model_dump(mode="json")
    standard["targets"]["P2"]["first_response"]["seconds"] = 2 * HOURS
    levels = [{"to": "shift_leader", "tell": ["manager", "supervisor", "team:cross-department"]}]
    standard["priority_escalation"] = {"P1": levels}
    for threshold in standard["priority_thresholds"]["P1"]:
        if threshold["percent"] == 50:  # noqa: PLR2004 - P1 goes straight to these (R-207)
            threshold["receivers"] = ["assignee", "shift_leader", "manager", "team:cross-department"]
    _set(twin, "cases.sla_policy", "standard", standard, "P2 首次响应 2 小时")
    _set(twin, "cases.sla_policy", "privileged", standard | {"calendar": "always"}, "特权客户 7×24")
    queues = Queues.shipped()["default"].model_dump(mode="json")
    for queue in queues["queues"]:
        queue["owner_id"] = SUPERVISOR
        queue["team_ids"] = [] if queue["id"] == MANUAL_DISPATCH else ["support"]
    _set(twin, "cases.queues", "default", queues, "队列负责人")


def _set(twin: Twin, kind: str, name: str, document: Any, note: str) -> None:
    do(twin, f"PUT /settings/{kind}/{name}", {"document": document, "note": note}, version=0)


def do(twin: Twin, route: str, body: Any, version: int | None = None) -> Any:
    """Let the administrator do something that works; return the answer."""
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    answer = twin.call(route, body, user=ADMINISTRATOR, headers=headers)
    if answer.status not in {200, 201}:
        raise RuntimeError(f"{route}: {answer.status} {answer.body}")
    return answer.json
