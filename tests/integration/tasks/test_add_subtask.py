"""Parts of a task."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.tasks.conftest import ABOUT_ACME, Office, needs, only_for_the_concerned

PART: dict[str, Any] = {"title": "准备报价", "expected_result": "报价单"}


def test_it_is_for_those_whose_task_it_is(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "subtasks", PART)
    needs(office, task, "subtasks", PART, "peer", "qa")


def test_what_is_not_said_is_as_in_the_whole(office: Office) -> None:
    whole = office.gives(sensitivity="sensitive", **ABOUT_ACME)
    part = office.does("rep", f"POST /tasks/{whole}/subtasks", PART)
    inherited = ("subject_type", "subject_id", "account_id", "priority", "due_at", "sensitivity")
    shown = office.task(whole)
    assert {name: part[name] for name in inherited} == {name: shown[name] for name in inherited}
    assert (part["parent_id"], part["source"], part["assignee_id"]) == (whole, "subtask", "rep")
    assert (shown["subtasks"], shown["open_subtasks"]) == ([part["task_id"]], [part["task_id"]])
    assert office.kinds(whole)[-1] == "SubtaskAdded"


@pytest.mark.parametrize(
    ("members", "field"),
    [({"due_at": "2026-03-02T10:00:01Z"}, "due_at"), ({"sensitivity": "normal"}, "sensitivity")],
)
def test_it_goes_beyond_the_whole_in_nothing(office: Office, members: dict[str, Any], field: str) -> None:
    whole = office.gives(sensitivity="sensitive")
    refused = problem(office.call("rep", f"POST /tasks/{whole}/subtasks", PART | members), 422, "subtask_beyond")
    assert refused["facts"]["field"] == field
    assert office.task(whole)["subtasks"] == []


def test_it_is_given_along_the_reporting_line(office: Office, task: str) -> None:
    route = f"POST /tasks/{task}/subtasks"
    problem(office.call("rep", route, PART | {"assignee_id": "peer"}), 403, "outside_your_line")
    part = office.does("lead", route, PART | {"assignee_id": "peer"})
    assert office.inbox("peer") == [part["task_id"]]
    assert len(office.told("peer", "task_assigned")) == 1


def test_a_part_has_no_parts_and_there_are_only_so_many(office: Office, task: str) -> None:
    office.set_policy(subtasks_limit=1)
    office.twin.advance(minutes=2)
    part = office.does("rep", f"POST /tasks/{task}/subtasks", PART)["task_id"]
    too_many = problem(office.call("rep", f"POST /tasks/{task}/subtasks", PART), 409, "subtask_limit")
    assert too_many["facts"] == {"limit": 1, "subtasks": 1, "parent_id": None}
    too_deep = problem(office.call("rep", f"POST /tasks/{part}/subtasks", PART), 409, "subtask_limit")
    assert too_deep["facts"]["parent_id"] == task


def test_what_is_over_gets_no_parts(office: Office, task: str) -> None:
    office.act("rep", task, "complete", {"result": "好"})
    problem(office.call("rep", f"POST /tasks/{task}/subtasks", PART), 409, "task_wrong_status")


def test_it_happens_once(office: Office, task: str) -> None:
    key = {"Idempotency_Key": "once-and-only-once"}
    first = office.call("rep", f"POST /tasks/{task}/subtasks", PART, **key)
    office.twin.settle()
    again = office.call("rep", f"POST /tasks/{task}/subtasks", PART, **key)
    assert (again.status, again.json) == (201, first.json)
    assert len(office.task(task)["subtasks"]) == 1
