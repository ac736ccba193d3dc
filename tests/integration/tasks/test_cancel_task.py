"""Calling a task off."""

from tests.conftest import problem
from tests.integration.tasks.conftest import Office, happens_once, needs, not_when, only_for_the_concerned

WHY = {"reason": "客户已自行解决"}


def test_it_is_for_who_gave_it_and_those_above(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "cancel", WHY)
    needs(office, task, "cancel", WHY, "rep", "peer", "qa")
    assert office.act("boss", task, "cancel", WHY)["status"] == "cancelled"


def test_it_is_off_and_who_had_it_is_told(office: Office, task: str) -> None:
    cancelled = happens_once(office, "lead", task, "cancel", WHY)
    assert (cancelled["status"], cancelled["reason"]) == ("cancelled", WHY["reason"])
    assert (office.inbox("rep"), office.timers(task)) == ([], [])
    assert len(office.told("rep", "task_withdrawn")) == 1
    not_when(office, "cancelled", "lead", f"POST /tasks/{task}/cancel", WHY)


def test_the_parts_come_first(office: Office, task: str) -> None:
    part = office.does("rep", f"POST /tasks/{task}/subtasks", {"title": "报价", "expected_result": "报价单"})["task_id"]
    problem(office.call("lead", f"POST /tasks/{task}/cancel", WHY), 409, "subtasks_open")
    office.act("rep", part, "cancel", WHY)
    assert office.act("lead", task, "cancel", WHY)["status"] == "cancelled"
