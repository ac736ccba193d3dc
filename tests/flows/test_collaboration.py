"""Collaboration as a whole: what is said in IM becomes the right card, and it all stands on the customer's record."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.flows.test_seed_000_cards import ZHANG_MIN, ZHAO, Chat
from tests.unit.im.test_instructions import PHRASINGS

HONGDA = {
    "account_id": "hongda",
    "name": "宏达集团",
    "owner_id": "li-lei",
    "key_account": True,
}
STARS = {"account_id": "xingji", "name": "星际科技", "owner_id": "wang-qiang"}
FOR_ONE = [(text, one, account, title) for text, (one, *others), account, title in PHRASINGS if not others]
BY_LINK = [each for each in FOR_ONE if "/accounts/" in each[0]]
ELSEWHERE = ("erp-2002", "HONGDA", "@主管 ", "宏大集团")
IN_DEMO = [each for each in FOR_ONE if not any(word in each[0] for word in ELSEWHERE)]
"""Those that the demo company understands: it has no such codes and two who supervise, and a customer is looked up by
the first two characters of what may be its name, one of which is misspelt here."""


@pytest.fixture
def chat(company: Company) -> Chat:
    zhao = {"user_id": "zhao", "name": "销售赵", "email": "zhao@kairos.example", "roles": ["agent"]}
    company.does("admin", "POST /users", zhao)
    for account in (HONGDA, STARS):
        company.does("admin", "POST /accounts", account)
    return Chat(company)


def _card_of(company: Company, chat: Chat, text: str, number: int) -> Any:
    """Let 销售赵 write something, and return the card that it becomes, whole."""
    company.twin.advance(seconds=61)  # the provider takes so many messages in a minute
    before = {each["card_id"] for each in _cards(company)}
    chat.brings(ZHAO, text, f"1772416800.{number:06d}")
    found = [each for each in _cards(company) if each["card_id"] not in before]
    assert len(found) == 1, text
    made = found[0]
    return company.does("admin", f"GET /collab-cards/{made['card_id']}")


def _cards(company: Company) -> list[Any]:
    items: list[Any] = []
    for account in ("customer-a", "customer-b", "hongda", "xingji"):
        items += company.does("admin", f"GET /collab-cards?account={account}&limit=100")["items"]
    return items


@pytest.mark.requirement("R-260")
def test_each_way_of_putting_it_becomes_the_card_that_is_meant(company: Company, chat: Chat) -> None:
    assert len(IN_DEMO) >= 20
    for number, (text, assignee, account, title) in enumerate(IN_DEMO):
        card = _card_of(company, chat, text, number)
        made = (card["assignee_id"], card["account"]["account_id"], card["title"])
        assert made == (assignee, account, title), text


@pytest.mark.requirement("R-256")
def test_a_role_a_name_and_a_link_to_the_customer(company: Company, chat: Chat) -> None:
    link = "https://crm.example/accounts/customer-b"
    for number, text in enumerate((f"@客服-张敏 {link} 售后问题", *(each[0] for each in BY_LINK))):
        card = _card_of(company, chat, text, number)
        assert (card["assignee_id"], card["account"]["account_id"]) == ("zhang-min", "customer-b"), text
        assert card["card_type"] == "service_support"


@pytest.mark.requirement("R-239")
@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("tasks.policy", {"escalation_priority": "high"}),
        ("conflicts.policy", {"threshold": 3}),
        ("cadence.policy", {"threshold": 40}),
        ("cadence.scoring", {"rated": 25}),
    ],
)
def test_supervisors_adjust_the_strategy_and_nobody_else(company: Company, kind: str, change: dict[str, Any]) -> None:
    shipped = company.does("wang-qiang", f"GET /settings/{kind}/default")["document"]
    body, first = {"document": shipped | change, "note": "按季度调整"}, {"If-Match": '"0"'}
    for user in ("li-lei", "knowledge", "qa"):
        problem(company.twin.call(f"PUT /settings/{kind}/default", body, user=user, headers=first), 403, "not_allowed")
    changed = company.does("wang-qiang", f"PUT /settings/{kind}/default", body, headers=first)
    assert (changed["version"], changed["document"]) == (1, shipped | change)


@pytest.mark.requirement("R-240")
def test_from_the_weekly_list_to_the_receipt_all_on_the_customers_record(company: Company, chat: Chat) -> None:
    company.twin.advance(days=7)
    (weekly,) = company.does("wang-qiang", "GET /cadence-lists?week=current&owner=li-lei")["items"]
    approved = company.does("wang-qiang", f"POST /cadence-lists/{weekly['list_id']}/approve")
    item = next(each for each in approved["items"] if each["account_id"] == "hongda")
    tasks = company.does("li-lei", "GET /accounts/hongda/tasks")["items"]
    assert [each["source"] for each in tasks] == ["cadence"]
    assert tasks[0]["title"].startswith(item["title"])

    asked = f"{company.twin.clock.now().timestamp():.6f}"
    chat.brings(ZHAO, "@客服-张敏 宏达集团 接口资料", asked)
    (card,) = company.does("li-lei", "GET /collab-cards?account=hongda")["items"]
    chat.brings(ZHANG_MIN, "已完成", f"{company.twin.clock.now().timestamp() + 60:.6f}", thread_ts=asked)
    assert company.does("li-lei", f"GET /collab-cards/{card['card_id']}")["status"] == "done"
    said = {"outcome": "achieved", "notes": "客户同意升级"}
    company.does("li-lei", f"POST /cadence-items/{item['item_id']}/feedback", said)
    assert company.does("li-lei", "GET /accounts/hongda/tasks")["items"] == []

    timeline = company.does("li-lei", "GET /accounts/hongda/timeline?limit=100")["items"]
    noted = [(each["type"], each["data"]) for each in timeline]
    about = {(kind, data.get("subject_id") or data.get("card_id") or data.get("task_id")) for kind, data in noted}
    assert {kind for kind, _ in about} >= {"AccountCreated"}
    told = str(noted)
    for trace in (item["item_id"], tasks[0]["task_id"], card["card_id"]):
        assert trace in told, trace
