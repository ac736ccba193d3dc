"""The task of an escalated case, in step with the case."""

from itertools import permutations
from typing import Any

import pytest

from tests.integration.tasks.conftest import Office

UP = {
    "escalation_id": "esc_1",
    "level": 1,
    "cause": "response_overdue",
    "reason": "response_overdue",
    "handler_id": "rep",
    "to": "lead",
    "number": "C-000001",
    "title": "API 集成出错",
    "account_id": "acme",
}
FURTHER = UP | {"escalation_id": "esc_2", "level": 2, "handler_id": "lead", "to": "boss"}
SOLVED = {"solution": "更换密钥", "cause_code": "defect"}
MOVED = {"reason": "更合适", "queue_id": "general", "assignee_id": None}
BACK = {
    "escalation_id": "esc_1",
    "reason": "误操作",
    "assignee_id": "rep",
    "status": "in_progress",
    "queue_id": "general",
}


def happens(office: Office, type_: str, version: int, data: dict[str, Any]) -> None:
    detail = {
        "id": f"evt_{type_}_{version}",
        "type": type_,
        "aggregate_id": "case_1",
        "aggregate_version": version,
        "actor": {"kind": "system", "id": "system-agent"},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "test",
        "cause_id": None,
        "data": data,
    }
    office.invoke("follow_escalation", {"source": "crm.cases", "detail": detail})


def tasks(office: Office) -> list[tuple[str, str]]:
    """Return who has a task of the case and how it stands, by who."""
    rows = office.does("boss", "GET /tasks?view=subject&subject_type=case&subject_id=case_1")["items"]
    return sorted((each["assignee_id"], each["status"]) for each in rows)


def test_the_new_owner_has_a_task_once(office: Office) -> None:
    for _ in range(2):
        happens(office, "CaseEscalated", 5, UP)
    assert tasks(office) == [("lead", "assigned")]
    (task_id,) = office.inbox("lead")
    task = office.task(task_id)
    assert (task["source"], task["source_ref"], task["account_id"]) == ("case_escalation", "esc_1", "acme")
    assert (task["title"], task["priority"]) == ("处理升级工单 C-000001 API 集成出错", "urgent")
    assert (task["due_at"], task["creator_id"]) == ("2026-03-02T04:00:00Z", "system-agent")
    office.twin.settle()
    assert office.told("lead", "task_assigned") == [], "the escalation itself has told them"


def test_it_is_due_when_something_is_expected(office: Office) -> None:
    happens(office, "CaseEscalated", 5, UP | {"expected_by_at": "2026-03-02T03:00:00Z"})
    assert office.task(office.inbox("lead")[0])["due_at"] == "2026-03-02T03:00:00Z"


def test_a_case_that_is_solved_has_done_it(office: Office) -> None:
    happens(office, "CaseEscalated", 5, UP)
    for _ in range(2):
        happens(office, "CaseResolved", 7, SOLVED)
    assert tasks(office) == [("lead", "done")]


@pytest.mark.parametrize(("type_", "data"), [("CaseTransferred", MOVED), ("EscalationReverted", BACK)])
def test_a_case_in_other_hands_needs_it_no_more(office: Office, type_: str, data: dict[str, Any]) -> None:
    happens(office, "CaseEscalated", 5, UP)
    happens(office, type_, 6, data)
    assert tasks(office) == [("lead", "cancelled")]


def test_a_case_that_goes_further_up_has_one_open_task(office: Office) -> None:
    happens(office, "CaseEscalated", 5, UP)
    happens(office, "CaseEscalated", 8, FURTHER)
    assert tasks(office) == [("boss", "assigned"), ("lead", "cancelled")]


def test_what_its_owner_did_already_stays_done(office: Office) -> None:
    happens(office, "CaseEscalated", 5, UP)
    (task_id,) = office.inbox("lead")
    office.act("lead", task_id, "complete", {"result": "已致电客户"})
    happens(office, "CaseResolved", 7, SOLVED)
    assert office.task(task_id)["result"] == "已致电客户"


def test_a_case_that_never_went_up_has_none(office: Office) -> None:
    happens(office, "CaseResolved", 4, SOLVED)
    assert tasks(office) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_whatever_order_they_come_nothing_is_left_open(office: Office, order: tuple[int, ...]) -> None:
    story = [("CaseEscalated", 5, UP), ("CaseEscalated", 8, FURTHER), ("CaseResolved", 9, SOLVED)]
    for position in order:
        happens(office, *story[position])
    assert [status for _, status in tasks(office) if status not in {"done", "cancelled"}] == []
    assert (office.inbox("lead"), office.inbox("boss")) == ([], [])
