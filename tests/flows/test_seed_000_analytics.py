"""The metrics of the seeds (指标建议), each as its row of the requirements has it, in the demo company."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.flows.conftest import Company

TASK = {
    "title": "当天与客户 A 通话",
    "expected_result": "确认续约意向",
    "priority": "high",
    "due_at": "2026-03-02T10:00:00Z",
}
CASE = {
    "title": "无法登录",
    "description": "登录后报错",
    "contact_id": "contact-b",
    "channel": "phone",
    "case_type": "incident",
    "category": "account/access",
    "impact": "medium",
    "urgency": "high",
}
SOLVED = {"solution": "更换签名密钥", "cause_code": "configuration"}


def metric(company: Company, name: str, query: str = "", who: str = "qa") -> Any:
    return company.does(who, f"GET /metrics/{name}{query}")


def groups(company: Company, name: str, by: str) -> dict[str, Any]:
    shown = metric(company, name, f"?by={by}")
    assert sum(each["numerator"] for each in shown["groups"]) == pytest.approx(shown["numerator"])
    assert sum(each["denominator"] or 0 for each in shown["groups"]) == (shown["denominator"] or 0)
    return {each["key"]: each["value"] for each in shown["groups"]}


def gives(company: Company, to: str, **members: Any) -> str:
    task_id: str = company.does("wang-qiang", "POST /tasks", TASK | {"assignee_id": to} | members)["task_id"]
    return task_id


def opens(company: Company, **members: Any) -> Any:
    case_id = company.does("wang-qiang", "POST /cases", CASE | members)["case_id"]
    return company.does("admin", f"GET /cases/{case_id}")


@pytest.mark.requirement("R-235")
def test_任务与节奏的指标一次查询(company: Company) -> None:
    company.does("li-lei", f"POST /tasks/{gives(company, 'li-lei')}/accept")
    company.twin.advance(hours=9)
    names = "task_acceptance_rate,on_time_completion_rate,tasks_overdue,task_push_delay"
    shown = company.does("wang-qiang", f"GET /metrics/query?names={names}")["items"]
    values = {each["name"]: each["value"] for each in shown}
    delay = values.pop("task_push_delay")
    assert values == {"task_acceptance_rate": 1, "on_time_completion_rate": 0, "tasks_overdue": 1}
    assert delay is not None
    assert {each["scope"]["kind"] for each in shown} == {"team"}


@pytest.mark.requirement("R-246")
def test_任务推送及时(company: Company) -> None:
    delays = range(1, 21)
    for seconds in delays:
        given = company.twin.call("POST /tasks", TASK | {"assignee_id": "li-lei"}, user="wang-qiang").json
        company.twin.clock.move_to(company.twin.clock.now() + timedelta(seconds=seconds))
        company.twin.settle()
        shown = company.does("li-lei", f"GET /tasks/{given['task_id']}")
        took = datetime.fromisoformat(shown["pushed_at"]) - datetime.fromisoformat(shown["created_at"])
        assert seconds <= took.total_seconds() < seconds + 1
    shown = metric(company, "task_push_delay")
    assert shown["denominator"] == len(delays)
    assert shown["value"] == pytest.approx(sum(delays) / len(delays), abs=0.5)
    assert shown["percentiles"]["p95"] == pytest.approx(19, rel=0.08)


@pytest.mark.requirement("R-252")
def test_任务接受率(company: Company) -> None:
    for who, action, body in (
        ("li-lei", "accept", None),
        ("zhang-min", "accept", None),
        ("zhang-san", "accept", None),
        ("li-lei", "reject", {"reason": "本周外出培训"}),
    ):
        company.does(who, f"POST /tasks/{gives(company, who)}/{action}", body)
    assert metric(company, "task_acceptance_rate")["value"] == 0.75
    assert groups(company, "task_acceptance_rate", "assignee") == {"li-lei": 0.5, "zhang-min": 1, "zhang-san": 1}


@pytest.mark.requirement("R-253")
def test_按时完成率(company: Company) -> None:
    tasks = [gives(company, who) for who in ("li-lei", "li-lei", "zhang-min")]
    for who, task in zip(("li-lei", "li-lei", "zhang-min"), tasks, strict=True):
        if who == "zhang-min":
            company.twin.advance(hours=9)
        company.does(who, f"POST /tasks/{task}/complete", {"result": "客户同意续约"})
    assert round(metric(company, "on_time_completion_rate")["value"], 3) == 0.667
    assert groups(company, "on_time_completion_rate", "assignee") == {"li-lei": 1, "zhang-min": 0}
    assert groups(company, "on_time_completion_rate", "team") == {"support": pytest.approx(0.6667)}


@pytest.mark.requirement("R-254")
def test_逾期量(company: Company) -> None:
    task = gives(company, "li-lei")
    assert metric(company, "tasks_overdue")["value"] == 0
    company.twin.advance(hours=9)
    assert metric(company, "tasks_overdue")["value"] == 1
    (row,) = metric(company, "tasks_overdue/explain")["items"]
    assert row["subject_id"] == task


@pytest.mark.requirement("R-024")
def test_首次响应时长(company: Company) -> None:
    case = opens(company)
    company.twin.advance(minutes=37)
    company.does(case["assignee_id"], f"POST /cases/{case['case_id']}/replies", {"body": "正在查看"})
    clock = company.milestone(case["case_id"], "first_response")
    shown = metric(company, "first_response_time", "?by=priority")
    assert shown["value"] == pytest.approx(clock["elapsed_seconds"] / 60) == 37
    assert [(each["key"], each["value"]) for each in shown["groups"]] == [("P2", 37)]
    assert shown["percentiles"]["p95"] == pytest.approx(37, rel=shown["percentiles"]["error"])


@pytest.mark.requirement("R-025")
def test_分派准确率(company: Company) -> None:
    assert metric(company, "assignment_accuracy")["value"] is None
    for cause in ("skill", "workload", None, None):
        case = opens(company)
        if cause is not None:
            to = next(each for each in ("zhang-min", "li-lei") if each != case["assignee_id"])
            body = {"assignee_id": to, "reason": "更合适", "cause": cause}
            company.does(case["assignee_id"], f"POST /cases/{case['case_id']}/transfers", body)
    shown = metric(company, "assignment_accuracy")
    assert (shown["value"], shown["numerator"], shown["denominator"]) == (0.75, 3, 4)


@pytest.mark.requirement("R-038")
def test_SLA_达成率(company: Company) -> None:
    kept, broken = opens(company), opens(company, impact="high", urgency="critical")
    company.does(kept["assignee_id"], f"POST /cases/{kept['case_id']}/replies", {"body": "正在查看"})
    company.twin.advance(hours=3)
    assert metric(company, "sla_open_breached")["value"] >= 1
    for case in (kept, broken):
        company.does("wang-qiang", f"POST /cases/{case['case_id']}/resolution", SOLVED)
    assert metric(company, "sla_open_breached")["value"] == 0

    recount = [
        (each["milestone"], case["priority"], case["queue_id"], each["state"] == "met")
        for case in (kept, broken)
        for each in company.does("admin", f"GET /cases/{case['case_id']}/sla")["milestones"]
        if each["state"] in {"met", "breached"}
    ]
    shown = metric(company, "sla_attainment")
    assert (shown["numerator"], shown["denominator"]) == (sum(each[3] for each in recount), len(recount))
    for place, by in enumerate(("milestone", "priority", "queue")):
        counted = groups(company, "sla_attainment", by)
        for key, value in counted.items():
            met = [each[3] for each in recount if each[place] == key]
            assert value == pytest.approx(sum(met) / len(met), abs=0.0001), (by, key)
        assert set(counted) == {each[place] for each in recount}


@pytest.mark.requirement("R-039")
def test_升级工单占比(company: Company) -> None:
    cases = [opens(company) for _ in range(4)]
    assert metric(company, "escalation_share")["value"] == 0
    for case in cases[:2]:
        company.does("admin", f"POST /cases/{case['case_id']}/escalations", {"level": 1, "reason": "高风险客户"})
    assert metric(company, "escalation_share")["value"] == 0.5
    steps = company.does("wang-qiang", f"GET /cases/{cases[0]['case_id']}/escalations")["items"]
    undo = f"POST /cases/{cases[0]['case_id']}/escalations/{steps[-1]['escalation_id']}/revert"
    company.does("wang-qiang", undo, {"reason": "误操作"})
    assert metric(company, "escalation_share")["value"] == 0.25


@pytest.mark.requirement("R-040")
def test_平均超时时长(company: Company) -> None:
    case = opens(company)
    company.twin.advance(hours=3, minutes=5)
    company.does("wang-qiang", f"POST /cases/{case['case_id']}/resolution", SOLVED)
    account = company.does("admin", f"GET /cases/{case['case_id']}/sla/explain")
    assert account["matches_stored"]
    late = [
        each["elapsed_seconds"] - each["target_seconds"]
        for each in company.does("admin", f"GET /cases/{case['case_id']}/sla")["milestones"]
        if each["state"] == "breached"
    ]
    shown = metric(company, "sla_overdue_minutes_avg")
    assert shown["denominator"] == len(late) > 0
    assert shown["value"] == pytest.approx(sum(late) / len(late) / 60)
