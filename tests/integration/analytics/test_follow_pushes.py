"""Counting how long tasks take to reach people."""

from datetime import timedelta

from tests.integration.analytics.conftest import Library


def test_a_push_counts_once_when_its_task_was_given(library: Library) -> None:
    given = library.call("lead", "POST /tasks", {**_wish(), "assignee_id": "rep"}).json
    library.twin.clock.move_to(library.twin.clock.now() + timedelta(seconds=40))
    library.twin.settle()
    shown = library.asks("task_push_delay")
    assert 40 <= shown["value"] < 41
    assert shown["denominator"] == 1
    (event,) = [each for each in library.twin.pump.events if each["type"] == "TaskPushed"]
    assert event["data"]["task_id"] == given["task_id"]
    counted = library.counted()
    library.invoke("follow_pushes", *library.envelopes(event["aggregate_id"], "TaskPushed"))
    assert library.counted() == counted


def test_what_nobody_is_told_of_is_no_push(library: Library) -> None:
    task = library.gives("rep", None)
    assert library.task(task)["pushed_at"] is None
    assert library.value("task_push_delay") is None


def _wish() -> dict[str, str]:
    return {"title": "与客户通话", "expected_result": "续约", "priority": "high", "due_at": "2026-03-02T10:00:00Z"}
