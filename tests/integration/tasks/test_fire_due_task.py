"""What is due for a task."""

import pytest

from crm.core.errors import NotFoundError
from tests.integration.tasks.conftest import Office


def fire(office: Office, task: str, instant: str) -> None:
    """Let the task's timer fire at a time, and nothing that follows from it."""
    office.later(instant)
    office.invoke("fire_due_task", {"aggregate_id": task, "due_at": instant})


def test_an_unknown_task_fails_loudly(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.invoke("fire_due_task", {"aggregate_id": "task_none", "due_at": "2026-03-02T04:00:00+00:00"})


def test_too_early_does_nothing(office: Office, task: str) -> None:
    before = office.stored()
    fire(office, task, "2026-03-02T07:59:59+00:00")
    assert office.stored() == before


@pytest.mark.requirement("R-301")
def test_an_urgent_task_is_reminded_of_once_after_two_hours(office: Office) -> None:
    task = office.gives(priority="urgent")
    fire(office, task, "2026-03-02T03:59:59+00:00")
    assert office.kinds(task) == ["TaskCreated"]
    for _ in range(2):
        fire(office, task, "2026-03-02T04:00:00+00:00")
    assert office.kinds(task) == ["TaskCreated", "TaskReminded"]
    office.twin.settle()
    assert len(office.told("rep", "task_reminder")) == 1


def test_who_is_absent_is_reminded_through_their_deputy(office: Office) -> None:
    task = office.gives(due_at="2026-03-03T10:00:00Z")
    office.goes_away("rep", "2026-03-03T09:00:00Z")
    fire(office, task, "2026-03-03T08:00:00+00:00")
    office.twin.settle()
    assert (len(office.told("peer", "task_reminder")), office.told("rep", "task_reminder")) == (1, [])
    assert office.events(task)[-1]["data"] == {"told": ["peer"]}


def test_a_late_timer_tells_of_the_delay_alone(office: Office, task: str) -> None:
    for _ in range(2):
        fire(office, task, "2026-03-02T10:00:00+00:00")
    event = office.events(task)[-1]
    assert office.kinds(task) == ["TaskCreated", "TaskOverdue"]
    assert event["actor"]["kind"] == "system"
    assert event["data"] == {"due_at": "2026-03-02T10:00:00Z", "told": ["rep", "lead"]}
    office.twin.settle()
    assert [len(office.told(who, "task_overdue")) for who in ("rep", "lead", "boss")] == [1, 1, 0]


def test_what_is_over_is_left_alone(office: Office, task: str) -> None:
    office.act("rep", task, "complete", {"result": "好"})
    before = office.stored()
    fire(office, task, "2026-03-02T10:00:00+00:00")
    assert office.stored() == before
