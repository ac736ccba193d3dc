"""Cases in step with the tasks that are parts of them."""

from typing import Any

from tests.integration.cases.conftest import CASE, Desk

PART = {"title": "查日志", "expected_result": "原因", "assignee_id": "agent", "due_at": "2026-03-03T02:00:00Z"}


def part(desk: Desk) -> Any:
    return desk.case()["subtasks"][0]


def planned(desk: Desk) -> str:
    desk.does("agent", f"POST /cases/{CASE}/subtasks", PART)
    subtask_id: str = part(desk)["subtask_id"]
    return subtask_id


def happens(desk: Desk, task_id: str, version: int, type_: str, data: dict[str, Any]) -> None:
    detail = {
        "id": f"evt_{task_id}_{version}",
        "type": type_,
        "aggregate_id": task_id,
        "aggregate_version": version,
        "actor": {"kind": "staff", "id": "agent"},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "test",
        "cause_id": None,
        "data": data,
    }
    desk.invoke("follow_subtask", {"source": "crm.tasks", "detail": detail})


def test_the_newest_that_was_heard_counts(desk: Desk) -> None:
    task_id = planned(desk)
    moved = {"reason": "x", "begins_at": "2026-03-04T01:00:00Z", "ends_at": "2026-03-04T02:00:00Z"}
    happens(desk, task_id, 4, "TaskReassigned", {"reason": "x", "assignee_id": "chief"})
    happens(desk, task_id, 3, "TaskReassigned", {"reason": "x", "assignee_id": "colleague"})
    happens(desk, task_id, 5, "TaskRescheduled", moved | {"due_at": "2026-03-04T02:00:00Z"})
    assert (part(desk)["assignee_id"], part(desk)["due_at"]) == ("chief", "2026-03-04T02:00:00Z")
    for _ in range(2):
        happens(desk, task_id, 6, "TaskCompleted", {"result": "x"})
    happens(desk, task_id, 7, "TaskCancelled", {"reason": "x"})
    assert part(desk)["state"] == "done"
    assert [each["type"] for each in desk.events()].count("SubtaskFollowed") == 3


def test_a_part_that_is_called_off_frees_the_case(desk: Desk) -> None:
    task_id = planned(desk)
    desk.does("agent", f"POST /tasks/{task_id}/cancel", {"reason": "不需要"})
    assert part(desk)["state"] == "cancelled"


def test_other_tasks_are_none_of_its_business(desk: Desk) -> None:
    before = desk.stored()
    happens(desk, "task_other", 2, "TaskCompleted", {"result": "x"})
    assert desk.stored() == before
