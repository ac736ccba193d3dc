"""Beginning with a task."""

from tests.integration.tasks.conftest import Office, happens_once, needs, not_when, only_for_the_concerned


def test_it_is_for_the_assignee(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "start", None)
    needs(office, task, "start", None, "lead", "peer")


def test_beginning_is_taking_it_on(office: Office, task: str) -> None:
    started = happens_once(office, "rep", task, "start")
    assert started["status"] == "in_progress"
    assert started["started_at"] == started["accepted_at"] == "2026-03-02T02:00:00Z"
    possible = ("reject", "complete", "cancel", "reassign", "reschedule", "add_subtask")
    not_when(office, "in_progress", "rep", f"POST /tasks/{task}/start", None, *possible)
