"""The tasks that are parts of cases."""

from tests.integration.tasks.conftest import Office

PART = {
    "subtask_id": "task_part1",
    "title": "查日志",
    "expected_result": "原因",
    "assignee_id": "rep",
    "due_at": "2026-03-03T02:00:00Z",
    "mandatory": True,
    "priority": "P1",
    "number": "C-000001",
}


def test_whoever_it_was_planned_for_has_it_once(office: Office) -> None:
    detail = {
        "id": "evt_part_1",
        "type": "SubtaskPlanned",
        "aggregate_id": "case_1",
        "aggregate_version": 3,
        "actor": {"kind": "staff", "id": "peer"},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "test",
        "cause_id": None,
        "data": PART,
    }
    for _ in range(2):
        office.invoke("give_case_part", {"source": "crm.cases", "detail": detail})
    office.twin.settle()
    assert office.inbox("rep") == ["task_part1"]
    task = office.task("task_part1")
    assert (task["priority"], task["due_at"], task["creator_id"]) == ("urgent", "2026-03-03T02:00:00Z", "peer")
    assert (task["subject_type"], task["subject_id"], task["source"]) == ("case", "case_1", "case_part")
    assert "C-000001" in task["detail"]
