"""From the table to the bus."""

from tests.integration.tasks.conftest import Office


def test_what_happened_is_told_in_order_with_the_messages_it_wants(office: Office) -> None:
    office.twin.pump.events.clear()
    task = office.gives()
    told = [(each["source"], each["type"]) for each in office.twin.pump.events if each["aggregate_id"] == task]
    assert told == [("crm.tasks", "TaskCreated"), ("crm.core", "MessageRequested")]


def test_a_part_that_ends_is_told_of_both(office: Office, task: str) -> None:
    part = office.does("rep", f"POST /tasks/{task}/subtasks", {"title": "报价", "expected_result": "好"})["task_id"]
    office.twin.pump.events.clear()
    office.act("rep", part, "complete", {"result": "好"})
    told = {(each["aggregate_id"], each["type"]) for each in office.twin.pump.events if each["source"] == "crm.tasks"}
    assert told == {(part, "TaskCompleted"), (task, "SubtaskEnded")}
