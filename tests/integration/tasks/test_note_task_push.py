"""Noting when a task reached its assignee."""

from datetime import datetime, timedelta

from tests.integration.tasks.conftest import CALL, Office


def test_it_is_shown_on_the_task_whose_version_stays(office: Office) -> None:
    task = office.call("lead", "POST /tasks", CALL | {"assignee_id": "rep"}).json
    assert office.call("rep", f"GET /tasks/{task['task_id']}").json["pushed_at"] is None
    office.twin.clock.move_to(office.twin.clock.now() + timedelta(seconds=5))
    office.twin.settle()
    shown = office.task(task["task_id"])
    took = datetime.fromisoformat(shown["pushed_at"]) - datetime.fromisoformat(shown["created_at"])
    assert 5 <= took.total_seconds() < 6
    assert shown["version"] == task["version"] == 1


def test_the_next_assignees_push_takes_its_place(office: Office) -> None:
    task = office.gives()
    first = office.task(task)["pushed_at"]
    office.twin.advance(minutes=3)
    office.act("lead", task, "reassign", {"assignee_id": "peer", "reason": "出差"})
    assert office.task(task)["pushed_at"] > first


def test_once_and_only_the_newest(office: Office) -> None:
    task = office.gives()
    shown = office.task(task)["pushed_at"]
    happened = [each for each in office.twin.pump.events if each["type"] == "MessageDelivered"]
    (detail,) = [each for each in happened if each["data"]["subject_id"] == task]
    stored = office.stored()
    office.invoke("note_task_push", {"source": "crm.messaging", "detail": detail})
    assert office.stored() == stored
    older = detail | {"id": "evt_older", "aggregate_id": "msg_older", "occurred_at": "2026-03-01T00:00:00Z"}
    office.invoke("note_task_push", {"source": "crm.messaging", "detail": older})
    assert office.task(task)["pushed_at"] == shown


def test_other_notices_are_no_pushes(office: Office) -> None:
    task = office.gives()
    shown = office.task(task)["pushed_at"]
    (detail,) = [each for each in office.twin.pump.events if each["type"] == "MessageDelivered"]
    for changed in ({"template": "task_reminder"}, {"channel": "email"}):
        later = {"id": "evt_later", "occurred_at": "2026-03-02T09:00:00Z", "data": detail["data"] | changed}
        office.invoke("note_task_push", {"source": "crm.messaging", "detail": detail | later})
    assert office.task(task)["pushed_at"] == shown


def test_what_people_give_themselves_needs_no_push(office: Office) -> None:
    assert office.task(office.gives("rep", None), by="rep")["pushed_at"] is None
