"""The customer's own test case of the weekly list of key accounts, by its name and in its words."""

from datetime import datetime
from typing import Any

import pytest

from tests.flows.conftest import Company

HONGDA = {
    "account_id": "hongda",
    "name": "宏达集团",
    "owner_id": "li-lei",
    "tags": ["重点客户"],
    "contract": {"amount": {"amount_minor": 120_000_000, "currency": "CNY"}, "renews_on": "2026-12-31"},
}
REMINDER = "cadence_reminder"


def _clock_to(company: Company, instant: str) -> None:
    """Let time pass until an instant in Shanghai."""
    at = datetime.fromisoformat(f"{instant}+08:00")
    company.twin.advance(seconds=(at - company.twin.clock.now()).total_seconds())


def _this_week(company: Company, owner: str = "li-lei") -> Any:
    """Let an owner look at the list of this week."""
    (row,) = company.does(owner, "GET /cadence-lists?week=current&owner=me")["items"]
    return company.does(owner, f"GET /cadence-lists/{row['list_id']}")


@pytest.mark.requirement("R-308", "R-309", "R-310", "R-311", "R-312")
def test_用例_C_1_重点客户节奏清单发布(company: Company) -> None:
    # 前置条件：Agent 周一凌晨生成节奏清单；客户“宏达集团”被评为重点客户。
    company.does("admin", "POST /accounts", HONGDA)
    other = HONGDA | {"account_id": "xingji", "name": "星际科技"}
    company.does("admin", "POST /accounts", other)
    _clock_to(company, "2026-03-09T00:29:00")
    assert company.does("li-lei", "GET /cadence-lists?week=current")["items"] == []
    _clock_to(company, "2026-03-09T00:30:00")
    drafted = _this_week(company)
    assert (drafted["week"], drafted["status"], drafted["created_by"]) == ("2026-W11", "draft", "system-agent")
    assert drafted["created_at"] == "2026-03-08T16:30:00Z"

    # 重点客户列表需审批：审批之前不提醒。
    _clock_to(company, "2026-03-09T08:30:00")
    company.does("wang-qiang", f"POST /cadence-lists/{drafted['list_id']}/approve")
    assert company.told("li-lei", REMINDER) == []

    # 登录节奏面板查看本周清单：清单列出宏达集团的“产品升级沟通”任务和建议话术。
    items = {each["account_name"]: each for each in _this_week(company)["items"]}
    item = items["宏达集团"]
    assert (item["title"], item["chosen_by"]) == ("产品升级沟通", "rated_key_account")
    assert item["talking_points"]
    assert all(item["talking_points"])
    task = company.does("li-lei", f"GET /tasks/{item['task_id']}")
    assert (task["title"], task["source"]) == ("产品升级沟通：宏达集团", "cadence")
    _clock_to(company, "2026-03-09T09:31:00")
    assert len(company.told("li-lei", REMINDER)) == 2

    # 执行推荐动作并反馈结果：完成任务后状态变为“已完成”，健康度评分上调。
    before = company.does("li-lei", "GET /accounts/hongda/health")["score"]
    said = {"outcome": "achieved", "notes": "客户同意升级，约定下周演示", "health": "improved"}
    company.does("li-lei", f"POST /cadence-items/{item['item_id']}/feedback", said)
    weekly = _this_week(company)
    done = next(each for each in weekly["items"] if each["account_name"] == "宏达集团")
    assert done["status"] == "done"
    assert company.does("li-lei", f"GET /tasks/{item['task_id']}")["status"] == "done"
    health = company.does("li-lei", "GET /accounts/hongda/health")
    assert health["score"] > before
    assert health["history"][0]["causes"] == ["feedback"]
    assert health["history"][0]["subject_id"] == item["item_id"]
    assert (weekly["summary"]["done"], weekly["summary"]["total"]) == (1, 2)

    # 未执行任务在周三再次提醒。
    _clock_to(company, "2026-03-11T09:29:00")
    assert len(company.told("li-lei", REMINDER)) == 2
    _clock_to(company, "2026-03-11T09:31:00")
    again = company.told("li-lei", REMINDER)[2:]
    assert [each["subject_id"] for each in again] == [items["星际科技"]["item_id"]]
    _clock_to(company, "2026-03-15T22:00:00")
    assert len(company.told("li-lei", REMINDER)) == 3


def test_节奏冲突与已有任务合并_在客户时间线上可见(company: Company) -> None:
    company.does("admin", "POST /accounts", HONGDA)
    wish = {
        "title": "宏达集团产品升级沟通",
        "expected_result": "约定演示",
        "priority": "high",
        "due_at": "2026-03-13T10:00:00Z",
        "assignee_id": "zhang-min",
        "subject": {"type": "account", "id": "hongda"},
    }
    task_id = company.does("wang-qiang", "POST /tasks", wish)["task_id"]
    _clock_to(company, "2026-03-09T08:30:00")
    company.does("wang-qiang", f"POST /cadence-lists/{_this_week(company)['list_id']}/approve")
    (item,) = _this_week(company)["items"]
    assert item["task_id"] == task_id
    assert company.does("li-lei", "GET /inbox")["items"] == []

    company.does("zhang-min", f"POST /tasks/{task_id}/complete", {"result": "已沟通"})
    (item,) = _this_week(company)["items"]
    assert (item["status"], item["done_by"]) == ("done", "zhang-min")
    rows = company.does("li-lei", "GET /accounts/hongda/timeline?limit=100")["items"]
    noted = {each["data"]["kind"] for each in rows if each["type"] == "AccountActivityNoted"}
    assert noted == {"TaskCreated", "CadenceItemPublished", "TaskCompleted", "CadenceItemDone"}
