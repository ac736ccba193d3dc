"""The end of a fault, told to all whose cases came from it."""

import json
from typing import Any

import pytest

from crm.cases import faults
from tests.integration.cases.conftest import CASE, SOLVED, Desk


def caused(desk: Desk, fault: str, *contacts: str) -> list[str]:
    numbers = []
    for contact in contacts:
        number = desk.opens(contact_id=contact)["number"]
        desk.does("supervisor", f"POST /cases/{number}/relations", {"relation": "caused_by", "case_id": fault})
        numbers.append(number)
    return numbers


def told(desk: Desk) -> dict[str, int]:
    return {who: len(desk.told(who, "fault_over", "email")) for who in ("buyer", "stranger")}


@pytest.mark.requirement("R-153")
def test_everybody_is_told_once_however_many_cases_they_have(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "PAGE", 2)
    fault = desk.opens(title="网关故障")["number"]
    numbers = caused(desk, fault, "buyer", "stranger", "buyer", "stranger", "buyer")
    desk.does("supervisor", f"POST /cases/{fault}/resolution", SOLVED)
    assert told(desk) == {"buyer": 1, "stranger": 1}
    assert len(desk.told("agent", "fault_case_over")) == 1
    for number in numbers:
        assert [each["type"] for each in desk.events(number)].count("FaultEnded") == 1
        assert desk.case(number)["status"] == "in_progress"
    spread = [each["data"] for each in desk.events(fault) if each["type"] == "FaultSpread"]
    assert [each["told"] for each in spread] == [2, 2, 1]
    assert "next_case_id" not in spread[-1]
    assert "更换密钥" not in desk.mails("stranger@rival.example")[-1]
    desk.does("supervisor", f"POST /cases/{fault}/closure", {})
    for each in (*desk.happened("CaseResolved"), *desk.happened("FaultSpread"), *desk.happened("CaseClosed")):
        desk.invoke("tell_fault_is_over", each)
    desk.twin.settle()
    assert told(desk) == {"buyer": 1, "stranger": 1}
    assert len(desk.told("agent", "fault_case_over")) == 1


@pytest.mark.requirement("R-153")
def test_what_is_related_before_the_close_is_told_at_the_close(desk: Desk) -> None:
    fault = desk.opens()["number"]
    caused(desk, fault, "buyer")
    desk.does("supervisor", f"POST /cases/{fault}/resolution", SOLVED)
    caused(desk, fault, "stranger")
    assert told(desk) == {"buyer": 1, "stranger": 0}
    desk.does("supervisor", f"POST /cases/{fault}/closure", {})
    assert told(desk) == {"buyer": 1, "stranger": 1}


def test_a_fault_that_came_back_is_told_again_when_it_is_over(desk: Desk) -> None:
    fault = desk.opens()["number"]
    caused(desk, fault, "stranger")
    for _ in range(2):
        desk.does("supervisor", f"POST /cases/{fault}/resolution", SOLVED)
        desk.does("supervisor", f"POST /cases/{fault}/reopenings", {"reason": "又出现"})
    assert told(desk)["stranger"] == 2


def test_a_late_event_of_a_fault_that_is_open_again_tells_nobody(desk: Desk) -> None:
    fault = desk.opens()
    caused(desk, fault["number"], "stranger")
    detail: dict[str, Any] = desk.happened("CaseOpened")[-1]["detail"] | {
        "type": "CaseResolved",
        "aggregate_id": fault["case_id"],
        "data": SOLVED,
    }
    before = json.dumps(desk.stored(), default=str)
    desk.invoke("tell_fault_is_over", {"source": "crm.cases", "detail": detail})
    assert json.dumps(desk.stored(), default=str) == before


@pytest.mark.requirement("R-153")
def test_by_policy_the_cases_are_resolved_with_it(desk: Desk) -> None:
    desk.set("cases.relations", resolve_caused=True)
    fault = desk.opens()["number"]
    solvable, held_up = caused(desk, fault, "stranger", "stranger")
    part = {"title": "查日志", "expected_result": "结论", "assignee_id": "agent", "due_at": "2026-03-03T02:00:00Z"}
    desk.does("supervisor", f"POST /cases/{held_up}/subtasks", part)
    desk.does("supervisor", f"POST /cases/{fault}/resolution", SOLVED)
    case = desk.case(solvable)
    assert (case["status"], case["solution"], case["cause_code"]) == ("resolved", "更换密钥", "configuration")
    assert desk.case(held_up)["status"] == "in_progress"
    assert len(desk.told("stranger", "case_resolved", "email")) == 1
    assert told(desk)["stranger"] == 1


def test_by_policy_nobody_is_told(desk: Desk) -> None:
    desk.set("cases.relations", tell_customers=False, tell_agents=False)
    fault = desk.opens()["number"]
    caused(desk, fault, "stranger")
    desk.does("supervisor", f"POST /cases/{fault}/resolution", SOLVED)
    assert told(desk)["stranger"] == 0
    assert desk.told("agent", "fault_case_over") == []


def test_an_ordinary_case_tells_nobody(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    assert [each["type"] for each in desk.events()].count("FaultSpread") == 0
