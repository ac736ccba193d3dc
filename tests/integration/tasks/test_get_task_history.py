"""What happened to a task."""

import pytest

from tests.conftest import problem
from tests.integration.tasks.conftest import Office


def test_it_is_for_who_may_read_the_task(office: Office, task: str) -> None:
    problem(office.call("outsider", f"GET /tasks/{task}/history"), 404, "not_found")
    problem(office.call("rep", f"GET /tasks/{task}/history?cursor=x"), 400, "invalid_cursor")


def test_what_is_sensitive_is_not_told(office: Office) -> None:
    task = office.gives(sensitivity="sensitive")
    refused = problem(office.call("peer", f"GET /tasks/{task}/history"), 403, "task_sensitive")
    assert refused["facts"] == {"id": task}
    refused = problem(office.call("peer", f"POST /tasks/{task}/comments", {"body": "?"}), 403, "task_sensitive")


@pytest.mark.requirement("R-248")
def test_it_says_who_did_what_when_and_what_came_of_it(office: Office, task: str) -> None:
    office.act("rep", task, "accept")
    office.later("2026-03-02T03:00:00+00:00")
    office.act("rep", task, "complete", {"result": "客户同意"})
    done, accepted, created = office.does("lead", f"GET /tasks/{task}/history")["items"]
    assert (created["type"], created["actor"], created["version"]) == (
        "TaskCreated",
        {"kind": "staff", "id": "lead"},
        1,
    )
    assert (accepted["type"], accepted["actor"]["id"], accepted["at"]) == (
        "TaskAccepted",
        "rep",
        "2026-03-02T02:00:00Z",
    )
    assert (done["type"], done["at"], done["data"]) == (
        "TaskCompleted",
        "2026-03-02T03:00:00Z",
        {"result": "客户同意"},
    )


def test_it_comes_in_pages(office: Office, task: str) -> None:
    office.act("rep", task, "accept")
    office.act("rep", task, "start")
    first = office.does("rep", f"GET /tasks/{task}/history?limit=2")
    rest = office.does("rep", f"GET /tasks/{task}/history?limit=2&cursor={first['next_cursor']}")
    assert [each["type"] for each in first["items"] + rest["items"]] == ["TaskStarted", "TaskAccepted", "TaskCreated"]
