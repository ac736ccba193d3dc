"""The metrics and reports of seed 001 that are read over weeks, each as its row of the requirements has it."""

from typing import Any

import pytest

from infra.local.control import portal_token
from tests.flows.conftest import Company
from tests.flows.test_seed_000_analytics import SOLVED, groups, metric, opens


def solves(company: Company, case: dict[str, Any]) -> None:
    company.does("wang-qiang", f"POST /cases/{case['case_id']}/resolution", SOLVED)


@pytest.mark.requirement("R-034")
def test_SLA_逾期率按周可见(company: Company) -> None:
    late = [opens(company) for _ in range(2)]
    company.twin.advance(hours=3)
    assert metric(company, "sla_overdue_rate")["value"] == 1, "what is broken counts though its clock still runs"
    for case in late:
        solves(company, case)
    company.twin.advance(days=7)
    for case in (opens(company), opens(company)):
        company.does(case["assignee_id"], f"POST /cases/{case['case_id']}/replies", {"body": "正在查看"})
        solves(company, case)

    weeks = metric(company, "sla_overdue_rate", "?by=week&from=2026-02-23&to=2026-03-15")
    series = {each["key"]: each["value"] for each in weeks["groups"]}
    assert list(series) == ["2026-W09", "2026-W10", "2026-W11"]
    assert (series["2026-W09"], series["2026-W11"]) == (None, 0)
    assert series["2026-W10"] > 0, "the trend is visible: it falls"

    stopped = metric(company, "sla_attainment")
    broken = stopped["denominator"] - stopped["numerator"]
    shown = metric(company, "sla_overdue_rate")
    assert (shown["numerator"], shown["denominator"]) == (broken, stopped["denominator"])
    assert groups(company, "sla_overdue_rate", "milestone")["first_response"] == pytest.approx(1 / 3, abs=0.4)
    rows = metric(company, "sla_overdue_rate/explain", "?limit=100")["items"]
    assert sum(each["numerator"] for each in rows) == broken
    assert sum(each["denominator"] for each in rows) == stopped["denominator"]


@pytest.mark.requirement("R-053")
def test_一次解决率(company: Company) -> None:
    assert metric(company, "first_contact_resolution")["value"] is None
    at_once, asked_again, came_back, much_later = (company.submits() for _ in range(4))
    company.does("customer", f"POST /portal/cases/{asked_again['case_id']}/replies", {"body": "补充日志"})
    assert metric(company, "first_contact_resolution")["value"] is None, "none is solved yet"
    for case in (at_once, asked_again, came_back, much_later):
        solves(company, case)
    assert metric(company, "first_contact_resolution")["value"] == 0.75

    company.twin.advance(days=2)
    company.customer = portal_token(company.twin, "contact-b")
    company.does("customer", f"POST /portal/cases/{came_back['case_id']}/replies", {"body": "又出现了"})
    assert metric(company, "first_contact_resolution")["value"] == 0.5
    company.twin.advance(days=6)
    company.does("wang-qiang", f"POST /cases/{much_later['case_id']}/reopenings", {"reason": "另一个问题"})
    shown = metric(company, "first_contact_resolution", "?by=type")
    assert (shown["value"], shown["numerator"], shown["denominator"]) == (0.5, 2, 4)
    assert [(each["key"], each["value"]) for each in shown["groups"]] == [("integration", 0.5)]
    assert shown["definition_version"] == 1
    rows = metric(company, "first_contact_resolution/explain")["items"]
    assert {each["subject_id"] for each in rows if each["numerator"]} == {at_once["case_id"], much_later["case_id"]}


@pytest.mark.requirement("R-006")
def test_按队列与问题类型的容量规划(company: Company) -> None:
    first, second = opens(company), company.submits()
    company.twin.advance(hours=1)
    company.does("wang-qiang", f"POST /cases/{first['case_id']}/resolution", SOLVED)
    report = company.does("admin", "GET /reports/capacity?by=queue,type&from=2026-03-02&to=2026-03-02")
    rows = {(each["queue"], each["type"]): each for each in report["rows"]}
    access, integration = rows[first["queue_id"], "account"], rows[_queue(company, second), "integration"]
    assert (access["volume"], access["solved"], access["handling_hours"]) == (1, 1, pytest.approx(1, abs=0.01))
    assert (integration["volume"], integration["solved"], integration["headroom_cases"]) == (1, 0, None)
    assert report["volume"] == 2

    # 三名客服，每人 9 小时、同时 10 张工单，八成用于工单；其中一小时已用掉。
    assert access["people"] == 3
    assert access["headroom_hours"] == pytest.approx(3 * 9 * 10 * 0.8 - access["handling_hours"])
    assert access["headroom_cases"] == int(access["headroom_hours"] / (access["handling_hours"] / 1))


def _queue(company: Company, case: dict[str, Any]) -> str:
    queue_id: str = company.does("admin", f"GET /cases/{case['case_id']}")["queue_id"]
    return queue_id
