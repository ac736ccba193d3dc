"""Keeping the tasks' schedules in step."""

import pytest

from tests.integration.tasks.conftest import Office


@pytest.mark.requirement("R-301")
def test_an_urgent_task_has_one_in_two_hours(office: Office) -> None:
    task = office.gives(priority="urgent")
    assert office.timers(task) == ["2026-03-02T04:00:00Z"]


def test_there_is_one_for_what_comes_next(office: Office, task: str) -> None:
    assert office.timers(task) == ["2026-03-02T08:00:00Z"], "two hours before it is due"
    office.twin.advance(hours=6)
    assert office.timers(task) == ["2026-03-02T10:00:00Z"], "when it is due"
    office.twin.advance(hours=2)
    assert office.timers(task) == []


def test_what_is_over_has_none(office: Office, task: str) -> None:
    office.act("rep", task, "complete", {"result": "好"})
    assert office.timers(task) == []
