"""The customer's own test cases of seed 001, by their names and in their words."""

from datetime import datetime

import pytest

from tests.flows.conftest import Company


def seconds_between(earlier: str, later: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


@pytest.mark.requirement(
    "R-002", "R-012", "R-013", "R-016", "R-017", "R-070", "R-071", "R-072", "R-073", "R-074", "R-020"
)
def test_用例_A_1_工单自动派单(company: Company) -> None:
    # 前置条件：客户门户可用；产品专家李雷技能标签为“API 集成”。
    assert company.does("customer", "GET /portal/forms")["required"] == ["title", "category", "urgency"]
    skills = company.does("admin", "GET /users/li-lei/skills")["skills"]
    assert "API 集成" in [each["skill"] for each in skills]

    # 客户提交“API 集成出错”工单，优先级为高。
    submitted = company.submits()
    case = company.does("li-lei", f"GET /cases/{submitted['case_id']}")

    # 工单 1 分钟内指派给李雷，并创建响应 SLA 计时。
    assert case["assignee_id"] == "li-lei"
    assert seconds_between(case["opened_at"], case["assigned_at"]) <= 60
    response = company.milestone(case["case_id"], "first_response")
    assert (response["state"], response["target_seconds"]) == ("running", 2 * 3600)

    # 客户收到确认通知，状态为“处理中”。
    assert len(company.told("contact-b", "case_received", "email")) == 1
    portal = company.does("customer", f"GET /portal/cases/{case['case_id']}")
    assert portal["case"]["status"] == case["status"] == "in_progress"
    assert [entry["kind"] for entry in portal["entries"]] == ["assigned", "opened"]
    # 坐席收到派单通知。
    assert len(company.told("li-lei", "case_assigned")) == 1

    # 工单详情显示匹配的技能规则与理由。
    routing = company.does("li-lei", f"GET /cases/{case['case_id']}/routing")["items"][0]
    assert routing["rule_id"] == "skills"
    assert routing["required_skills"] == ["API 集成"]
    assert all(word in routing["explanation"] for word in ("李雷", "API 集成", "zh-CN", "P2"))
    others = {each["user_id"]: each["excluded_by"] for each in routing["candidates"]}
    assert others == {"li-lei": None, "zhang-min": "missing_skill", "zhang-san": "missing_skill"}


@pytest.mark.requirement("R-003", "R-030", "R-031", "R-075", "R-076", "R-077", "R-078", "R-079", "R-011")
def test_用例_B_1_SLA_超时升级(company: Company) -> None:
    # 前置条件：响应 SLA = 2 小时；李雷未在 2 小时内更新工单。
    case_id = company.submits()["case_id"]
    assert company.milestone(case_id, "first_response")["target_seconds"] == 2 * 3600
    resolution_due = company.milestone(case_id, "resolution")["due_at"]

    # 等待 SLA 到期。
    company.twin.advance(hours=2)

    # 工单自动升级给客服主管，状态变为“待主管处理”。
    case = company.does("wang-qiang", f"GET /cases/{case_id}")
    assert (case["assignee_id"], case["status"]) == ("wang-qiang", "pending_supervisor")
    at_expiry = [each for each in company.told("wang-qiang") if each["at"].startswith("2026-03-02T04:00")]
    assert [each["template"] for each in at_expiry] == ["case_escalated"]

    # 计时器继续统计解决 SLA。
    resolution = company.milestone(case_id, "resolution")
    assert (resolution["state"], resolution["elapsed_seconds"]) == ("running", 2 * 3600)
    assert resolution["due_at"] == resolution_due
    # 升级后重新计算 SLA：新的响应时限归新的负责人，旧的仍为超时。
    assert company.milestone(case_id, "first_response", 1)["state"] == "breached"
    fresh = company.milestone(case_id, "first_response", 2)
    assert (fresh["state"], fresh["elapsed_seconds"]) == ("running", 0)

    # 升级日志记录超时原因与处理人。
    escalations = company.does("wang-qiang", f"GET /cases/{case_id}/escalations")["items"]
    assert [(each["level"], each["cause"], each["handler_id"], each["to"]) for each in escalations] == [
        (1, "response_overdue", "li-lei", "wang-qiang")
    ]
    by_machine = [each for each in company.events(case_id) if each["type"] in {"MilestoneBreached", "CaseEscalated"}]
    assert [each["actor"]["kind"] for each in by_machine] == ["system", "system"]

    # 主管答复并解决。
    company.does("wang-qiang", f"POST /cases/{case_id}/replies", {"body": "签名已过期，请更换。"})
    company.does(
        "wang-qiang", f"POST /cases/{case_id}/resolution", {"solution": "更换签名密钥", "cause_code": "configuration"}
    )
    assert company.milestone(case_id, "first_response", 2)["state"] == "met"
    assert company.milestone(case_id, "resolution")["state"] == "met"
    assert company.does("customer", f"GET /portal/cases/{case_id}")["case"]["solution"] == "更换签名密钥"
