"""The company of the customer's test cases about collaboration: the demo's, with people who sell (R-297).

Founded through the same actions as the demo, on top of it.
"""

from typing import Any

from infra.local import demo
from infra.local.twin import Twin

TEAM = "sales"
SELLERS = {"zhao": "销售赵", "qian": "销售钱", "sun": "销售孙", "zhou": "销售周"}
KEY_CUSTOMER = "重点客户"
"""The tag of accounts that have a weekly rhythm."""
_KEY_ACCOUNTS: tuple[dict[str, Any], ...] = (
    {"account_id": "hongda", "name": "宏达集团", "owner_id": "zhao"},
    {"account_id": "star-tech", "name": "星际科技", "owner_id": "qian", "sensitive": True},
)
BOT = {
    "name": "企业飞书",
    "credentials": {
        "vendor": "feishu",
        "app_id": "cli_kairos",
        "app_secret": "feishu-app-secret",
        "verification_token": "feishu-token",
    },
}
IN_CHAT = ("zhao", "li-lei", "zhang-min")
"""Whom the bot knows, each as `ou_<user>`."""


def found(twin: Twin) -> None:
    """Found the demo company with its sellers, their key accounts and the bot in the company's IM."""
    demo.found(twin)
    do = demo.do
    do(twin, "POST /teams", {"team_id": TEAM, "name": "销售团队"})
    chief = {"user_id": "sales-chief", "name": "销售主管", "roles": ["supervisor"], "team_id": TEAM}
    sellers = ({"user_id": each, "name": name, "roles": ["agent"], "team_id": TEAM} for each, name in SELLERS.items())
    for user in (chief, *(each | {"manager_id": "sales-chief"} for each in sellers)):
        do(twin, "POST /users", {"email": f"{user['user_id']}@kairos.example", **user})
    do(twin, f"PATCH /teams/{TEAM}", {"lead_id": "zhao", "manager_id": "sales-chief"}, version=1)
    for account in _KEY_ACCOUNTS:
        do(twin, "POST /accounts", account | {"key_account": True, "tags": [KEY_CUSTOMER]})
    connection = do(twin, "POST /im/connections", BOT)["connection_id"]
    for user_id in IN_CHAT:
        do(twin, f"POST /im/connections/{connection}/identities", {"im_user_id": f"ou_{user_id}", "user_id": user_id})
    twin.settle()
