"""The customer's own test cases of seed 000, by their names and in their words."""

import pytest

from tests.flows.conftest import Company

TODAY = "2026-03-02T10:00:00Z"


def _open_tasks_of_wang_qiang(company: Company) -> list[str]:
    """Let 王强 have three open tasks, none of them urgent; return them in the order of 高 → 中 → 低."""
    given = [
        company.does(
            "wang-qiang",
            "POST /tasks",
            {"title": f"既有任务（{priority}）", "expected_result": "完成", "priority": priority, "due_at": TODAY},
        )["task_id"]
        for priority in ("low", "medium", "high")
    ]
    return given[::-1]


def _inbox(company: Company) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = company.does("wang-qiang", "GET /inbox")["items"]
    return rows


@pytest.mark.requirement("R-298", "R-299", "R-300", "R-301", "R-302", "R-241", "R-245")
def test_用例_A_1_任务分配优先级排序(company: Company) -> None:
    # 前置条件：负责人王强拥有 3 个未完成任务；系统优先级策略为紧急 → 高 → 中。
    chief = {"user_id": "sales-chief", "name": "销售主管", "email": "chief@kairos.example", "roles": ["supervisor"]}
    company.does("admin", "POST /users", chief)
    version = company.does("admin", "GET /users/wang-qiang")["version"]
    company.does(
        "admin", "PATCH /users/wang-qiang", {"manager_id": "sales-chief"}, headers={"If-Match": f'"{version}"'}
    )
    policy = company.does("admin", "GET /settings/tasks.policy/default")["document"]
    assert [each["priority"] for each in policy["priorities"]][:3] == ["urgent", "high", "medium"]
    had = _open_tasks_of_wang_qiang(company)
    assert [each["task_id"] for each in _inbox(company)] == had

    # 销售主管创建新任务“当天与客户 A 通话”，设定紧急级别。
    wish = {
        "title": "当天与客户 A 通话",
        "expected_result": "确认续约意向",
        "priority": "urgent",
        "due_at": TODAY,
        "assignee_id": "wang-qiang",
        "subject": {"type": "account", "id": "customer-a"},
    }
    task_id = company.does("sales-chief", "POST /tasks", wish)["task_id"]

    # 查看王强待办列表排序：新任务位列待办列表第一位，并标记红色。
    rows = _inbox(company)
    assert (rows[0]["task_id"], rows[0]["flag"], rows[0]["title"]) == (task_id, "red", "当天与客户 A 通话")
    assert [each["task_id"] for each in rows[1:]] == had
    assert len(company.told("wang-qiang", "task_assigned")) == 1

    # 自动创建 2 小时后提醒。
    timers = [each["fires_at"] for each in company.twin.pump.timers() if each["name"].startswith(task_id)]
    shown = company.does("wang-qiang", f"GET /tasks/{task_id}")
    assert shown["remind_at"][:16] == "2026-03-02T04:00"
    assert [each[:16] for each in timers] == ["2026-03-02T04:00"]

    def reminded() -> int:
        return sum(each["subject_id"] == task_id for each in company.told("wang-qiang", "task_reminder"))

    company.twin.advance(minutes=119)
    assert reminded() == 0
    company.twin.advance(minutes=2)
    assert reminded() == 1
    company.twin.advance(hours=2)
    assert reminded() == 1

    # 完成后更新客户状态为“已跟进”。
    assert company.does("admin", "GET /accounts/customer-a")["follow_status"] == "not_followed_up"
    company.does("wang-qiang", f"POST /tasks/{task_id}/complete", {"result": "客户同意续约"})
    assert company.does("admin", "GET /accounts/customer-a")["follow_status"] == "followed_up"
    assert [each["task_id"] for each in _inbox(company)] == had


def test_升级的工单在新负责人的待办列表中直到处理完毕(company: Company) -> None:
    case = company.submits()
    company.twin.advance(hours=2)
    (row,) = _inbox(company)
    assert (row["source"], row["subject_id"], row["flag"]) == ("case_escalation", case["case_id"], "red")
    assert "API 集成出错" in row["title"]

    company.does(
        "wang-qiang",
        f"POST /cases/{case['case_id']}/resolution",
        {"solution": "更换签名密钥", "cause_code": "configuration"},
    )
    assert _inbox(company) == []
    task = company.does("wang-qiang", f"GET /tasks/{row['task_id']}")
    assert (task["status"], task["result"]) == ("done", "更换签名密钥")


@pytest.mark.requirement("R-249", "R-248")
def test_任务被拒绝需说明原因(company: Company) -> None:
    wish = {
        "title": "跟进客户B",
        "expected_result": "回访",
        "priority": "high",
        "due_at": TODAY,
        "assignee_id": "zhang-min",
    }
    task_id = company.does("wang-qiang", "POST /tasks", wish)["task_id"]
    assert company.twin.call(f"POST /tasks/{task_id}/reject", {}, user="zhang-min").status == 422
    company.does("zhang-min", f"POST /tasks/{task_id}/reject", {"reason": "本周外出培训"})
    assert len(company.told("wang-qiang", "task_rejected")) == 1
    assert [each["task_id"] for each in _inbox(company)] == [task_id]
    newest = company.does("wang-qiang", f"GET /tasks/{task_id}/history")["items"][0]
    assert (newest["actor"]["id"], newest["data"]["reason"]) == ("zhang-min", "本周外出培训")
