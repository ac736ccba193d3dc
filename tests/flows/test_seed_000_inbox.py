"""One inbox for everything that waits for somebody, whatever made it."""

import pytest

from infra.local.control import portal_token
from tests.flows.conftest import Company
from tests.flows.test_seed_000_cards import ASKED, ZHAO, Chat, chat
from tests.integration.im.conftest import link

__all__ = ["chat"]

SOURCES = {"manual", "subtask", "im", "card", "conflict_review", "cadence", "case_escalation"}
"""What tasks are made by in this story; what others are made by is proven beside it."""
ABOUT_A = {"type": "account", "id": "customer-a"}
WISH = {
    "title": "当天与客户 A 通话",
    "expected_result": "确认续约意向",
    "priority": "high",
    "due_at": "2026-03-20T10:00:00Z",
}
CARD = {"card_type": "service_support", "title": "客户A 售后问题", "account_id": "customer-a", "priority": "high"}
BOSS = "wang-qiang"


@pytest.mark.requirement("R-231")
def test_所有客户相关任务都在同一个待办里(company: Company, chat: Chat) -> None:
    made: dict[str, str] = {}

    def noted(source: str) -> None:
        """See that what just happened put one task of this source into the inbox."""
        rows = company.does(BOSS, "GET /inbox?limit=100")["items"]
        (new,) = [each for each in rows if each["task_id"] not in made]
        assert new["source"] == source
        made[new["task_id"]] = source

    version = company.does("admin", f"GET /users/{BOSS}")["version"]
    company.does("admin", f"PATCH /users/{BOSS}", {"manager_id": "admin"}, headers={"If-Match": f'"{version}"'})
    manual = company.does("admin", "POST /tasks", WISH | {"assignee_id": BOSS, "subject": ABOUT_A})
    noted("manual")
    part = WISH | {"assignee_id": BOSS, "title": "准备报价", "due_at": "2026-03-19T10:00:00Z"}
    company.does(BOSS, f"POST /tasks/{manual['task_id']}/subtasks", part)
    noted("subtask")
    link(company.twin, chat.connection_id, "U_WANG", BOSS)
    chat.brings(ZHAO, "@王强 帮忙跟进客户A 续约问题", ASKED)
    noted("im")
    company.does("li-lei", "POST /collab-cards", CARD | {"assignee_id": BOSS})
    noted("card")

    for who in ("li-lei", "zhang-min", "zhang-san"):
        company.does("admin", "POST /tasks", WISH | {"assignee_id": who, "subject": ABOUT_A})
    company.twin.advance(days=2, minutes=1)
    noted("conflict_review")

    key_account = {"account_id": "hongda", "name": "宏达集团", "owner_id": BOSS, "key_account": True}
    company.does("admin", "POST /accounts", key_account)
    company.twin.advance(days=5)
    (weekly,) = company.does("admin", f"GET /cadence-lists?week=current&owner={BOSS}")["items"]
    company.does("admin", f"POST /cadence-lists/{weekly['list_id']}/approve")
    noted("cadence")

    company.customer = portal_token(company.twin, "contact-b")
    case_id = company.submits()["case_id"]
    company.twin.advance(hours=2, minutes=1)
    assert company.does("admin", f"GET /cases/{case_id}")["assignee_id"] == BOSS
    noted("case_escalation")

    assert set(made.values()) == SOURCES
    assert len({each["task_id"] for each in company.does(BOSS, "GET /inbox?limit=100")["items"]}) == len(made)
