"""Parts of a case."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    SOLVED,
    Desk,
    happens_once,
    names_bad,
    needs_the_handler,
    not_when,
    only_for,
    refuses_stale,
)

PLAN = f"POST /cases/{CASE}/subtasks"
PART = {"title": "查日志", "expected_result": "原因", "assignee_id": "colleague", "due_at": "2026-03-03T02:00:00Z"}


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, PLAN, PART, *AGENTS)
    needs_the_handler(desk, PLAN, PART)


@pytest.mark.parametrize(("member", "value"), [("title", " "), ("due_at", "tomorrow"), ("mandatory", "perhaps")])
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "agent", PLAN, PART | {member: value}, member)


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", PLAN, PART)


def test_it_is_for_somebody_and_due_later(desk: Desk) -> None:
    problem(desk.call("agent", PLAN, PART | {"assignee_id": "nobody"}), 422, "unknown_assignee")
    problem(desk.call("agent", PLAN, PART | {"due_at": "2026-03-02T02:00:00Z"}), 422, "subtask_due")


def test_what_is_over_has_no_new_parts(closed: Desk) -> None:
    not_when(closed, "closed", "agent", PLAN, PART, "reopen")


def test_there_are_only_so_many(desk: Desk) -> None:
    for _ in range(20):
        assert desk.call("agent", PLAN, PART).status == 201
    desk.twin.settle()
    assert problem(desk.call("agent", PLAN, PART), 409, "too_many_subtasks")["facts"] == {"limit": 20}


@pytest.mark.requirement("R-128")
def test_a_part_is_a_task_with_its_own_due_and_holds_up_the_end_but_not_the_clocks(desk: Desk) -> None:
    case = happens_once(desk, "agent", PLAN, PART)
    (part,) = case["subtasks"]
    assert (part["state"], part["due_at"], part["mandatory"]) == ("open", "2026-03-03T02:00:00Z", True)
    task = desk.does("colleague", f"GET /tasks/{part['subtask_id']}")
    assert (task["title"], task["due_at"], task["assignee_id"]) == ("查日志", "2026-03-03T02:00:00Z", "colleague")
    assert (task["subject_id"], task["source"], task["creator_id"]) == (desk.case_id, "case_part", "agent")
    assert {each["state"] for each in desk.case()["milestones"]} == {"running"}
    refused = problem(desk.call("agent", f"POST /cases/{CASE}/resolution", SOLVED), 409, "open_subtasks")
    assert refused["facts"] == {"subtasks": [part["subtask_id"]]}
    desk.does("colleague", f"POST /tasks/{part['subtask_id']}/complete", {"result": "磁盘已满"})
    assert desk.case()["subtasks"][0]["state"] == "done"
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)


@pytest.mark.requirement("R-128")
def test_a_part_that_is_not_mandatory_holds_nothing_up(desk: Desk) -> None:
    desk.does("agent", PLAN, PART | {"mandatory": False})
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)


def test_the_case_is_blocked_before_the_task_is_there(desk: Desk) -> None:
    assert desk.call("agent", PLAN, PART).status == 201
    problem(desk.call("agent", f"POST /cases/{CASE}/resolution", SOLVED), 409, "open_subtasks")
    desk.twin.settle()
