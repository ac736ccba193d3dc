"""Moving a task to another time."""

import pytest

from tests.conftest import problem
from tests.integration.tasks.conftest import Office, happens_once, needs, not_when, only_for_the_concerned

TOMORROW = {"due_at": "2026-03-03T10:00:00Z", "reason": "客户改约"}


def test_it_is_for_those_whose_task_it_is(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "reschedule", TOMORROW)
    needs(office, task, "reschedule", TOMORROW, "peer", "qa")


def test_the_time_must_be_to_come(office: Office, task: str) -> None:
    late = TOMORROW | {"due_at": "2026-03-01T10:00:00Z"}
    problem(office.call("rep", f"POST /tasks/{task}/reschedule", late), 422, "due_out_of_reach")


def test_it_is_moved_and_so_is_its_reminder(office: Office, task: str) -> None:
    assert office.timers(task) == ["2026-03-02T08:00:00Z"]
    moved = happens_once(office, "rep", task, "reschedule", TOMORROW | {"duration_seconds": 3600})
    assert (moved["due_at"], moved["begins_at"]) == ("2026-03-03T10:00:00Z", "2026-03-03T09:00:00Z")
    assert (moved["ends_at"], moved["remind_at"]) == ("2026-03-03T10:00:00Z", "2026-03-03T08:00:00Z")
    assert office.timers(task) == ["2026-03-03T08:00:00Z"]
    assert len(office.told("lead", "task_moved")) == 1
    assert office.told("rep", "task_moved") == []


@pytest.mark.requirement("R-250")
def test_moving_to_free_time_ends_the_conflict(office: Office, task: str) -> None:
    second = office.gives()
    conflict = office.task(second)["schedule_conflict"]
    free = conflict["proposed"][0]
    body = {"due_at": free["ends_at"], "begins_at": free["begins_at"], "reason": "错开"}
    assert office.act("rep", second, "reschedule", body)["schedule_conflict"] is None
    back = {"due_at": "2026-03-02T10:00:00Z", "reason": "改回"}
    assert office.act("rep", second, "reschedule", back)["schedule_conflict"]["task_ids"] == [task]


def test_what_is_overdue_is_so_no_more(office: Office, task: str) -> None:
    office.twin.advance(hours=9)
    assert office.task(task)["overdue"]
    assert not office.act("rep", task, "reschedule", TOMORROW)["overdue"]
    office.twin.advance(hours=24)
    assert office.kinds(task).count("TaskOverdue") == 2


def test_a_part_stays_within_the_whole(office: Office, task: str) -> None:
    part = office.does("rep", f"POST /tasks/{task}/subtasks", {"title": "报价", "expected_result": "报价单"})["task_id"]
    refused = problem(office.call("rep", f"POST /tasks/{part}/reschedule", TOMORROW), 422, "due_out_of_reach")
    assert refused["facts"] == {"field": "due_at", "limit": "2026-03-02T10:00:00+00:00"}


def test_a_whole_is_not_due_before_its_open_parts(office: Office, task: str) -> None:
    part = office.does("rep", f"POST /tasks/{task}/subtasks", {"title": "报价", "expected_result": "报价单"})["task_id"]
    noon = {"due_at": "2026-03-02T04:00:00Z", "reason": "提前"}
    refused = problem(office.call("rep", f"POST /tasks/{task}/reschedule", noon), 422, "subtask_beyond")
    assert refused["facts"] == {"field": "due_at", "limit": "2026-03-02T04:00:00+00:00"}
    office.act("rep", part, "complete", {"result": "好"})
    assert office.act("rep", task, "reschedule", noon)["due_at"] == noon["due_at"]


def test_what_is_over_is_not_moved(office: Office, task: str) -> None:
    office.act("rep", task, "reject", {"reason": "外出"})
    not_when(office, "rejected", "lead", f"POST /tasks/{task}/reschedule", TOMORROW, "cancel", "reassign")
