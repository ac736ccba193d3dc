"""Seed 001, case D-2: equal cases of one customer, merged into the first and put before the supervisor."""

from typing import Any

import pytest

from infra.local import demo
from tests.flows.conftest import Company

FORM = {"title": "API 集成出错", "description": "签名总是失败", "category": "integration/api", "urgency": "high"}


@pytest.mark.requirement("R-022", "R-023", "R-090", "R-091", "R-092", "R-093")
def test_用例_D_2_恶意工单合并(company: Company) -> None:
    # 前置条件:同一客户短时间提交 5 个内容相同工单。
    first = company.does("customer", "POST /portal/cases", FORM)
    promised = _promises(company, first["case_id"])
    # 操作步骤:创建重复工单,观察系统处理。
    again = [company.does("customer", "POST /portal/cases", FORM) for _ in range(4)]

    # 预期结果:系统识别为重复,合并到原工单并标记“疑似恶意”。
    assert [(each["status"], each["merged_into"]) for each in again] == [("merged", first["number"])] * 4
    numbers = [each["number"] for each in (first, *again)]
    assert len(set(numbers)) == 5
    shown = [company.does("customer", f"GET /portal/cases/{number}")["case"] for number in numbers]
    assert {each["case_id"] for each in shown} == {first["case_id"]}
    case = company.does(demo.SUPERVISOR, f"GET /cases/{numbers[-1]}")
    assert (case["number"], case["status"], case["risk"]) == (first["number"], "in_progress", "suspected")
    assert [each["number"] for each in case["merged"]] == numbers[1:]
    assert _promises(company, first["case_id"]) == promised
    assert len(company.told("contact-b", "case_received", "email")) == 1
    opened = [each for each in company.events(first["case_id"]) if each["type"] == "CaseOpened"]
    assert [each["data"]["number"] for each in opened] == numbers

    # 记录在风控面板供客服主管审查。
    (listed,) = company.does(demo.SUPERVISOR, "GET /risk/cases")["items"]
    assert (listed["number"], listed["rule"]) == (first["number"], "cases.malice:default@0")
    assert listed["inputs"]["numbers"] == numbers
    company.does(
        demo.SUPERVISOR, f"POST /risk/cases/{first['number']}/decisions", {"decision": "clear", "reason": "网络重试"}
    )
    assert company.does(demo.SUPERVISOR, "GET /risk/cases")["items"] == []
    company.twin.advance(minutes=1)
    restored = [company.does(demo.SUPERVISOR, f"GET /cases/{number}") for number in numbers]
    assert [each["number"] for each in restored] == numbers
    assert {each["status"] for each in restored} == {"in_progress"}
    assert [each["merged"] for each in restored] == [[]] * 5


def _promises(company: Company, case_id: str) -> list[tuple[Any, ...]]:
    shown = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/sla")["milestones"]
    return [(each["milestone"], each["target_seconds"], each["due_at"], each["state"]) for each in shown]
