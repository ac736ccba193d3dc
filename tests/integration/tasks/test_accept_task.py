"""Taking a task on."""

from tests.integration.tasks.conftest import (
    Office,
    happens_once,
    needs,
    not_when,
    only_for_the_concerned,
    refuses_stale,
)


def test_it_is_for_the_assignee(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "accept", None)
    needs(office, task, "accept", None, "lead", "peer", "qa")
    refuses_stale(office, "rep", task, "accept", None)


def test_it_is_accepted_once(office: Office, task: str) -> None:
    accepted = happens_once(office, "rep", task, "accept")
    assert (accepted["status"], accepted["accepted_at"]) == ("accepted", "2026-03-02T02:00:00Z")
    assert office.kinds(task) == ["TaskCreated", "TaskAccepted"]
    possible = ("reject", "start", "complete", "cancel", "reassign", "reschedule", "add_subtask")
    not_when(office, "accepted", "rep", f"POST /tasks/{task}/accept", None, *possible)
