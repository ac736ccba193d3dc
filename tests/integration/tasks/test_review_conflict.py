"""The task of a conflict that nobody resolves, in step with the conflict."""

from itertools import permutations
from typing import Any

import pytest

from tests.integration.tasks.conftest import Office

UNRESOLVED = {
    "account_id": "acme",
    "account_name": "Acme",
    "reviewer_id": "lead",
    "priority": "high",
    "expected_by_at": "2026-03-05T02:00:00Z",
    "opened_at": "2026-03-02T02:00:00Z",
    "participants": ["rep", "peer", "outsider"],
}
RESOLVED = {
    "account_id": "acme",
    "primary_owner_id": "rep",
    "assignments": [],
    "opened_at": "2026-03-02T02:00:00Z",
    "resolved_at": "2026-03-04T03:00:00Z",
    "responsibility_version": 1,
}
CLOSED = {"account_id": "acme", "outcome": "dissolved", "opened_at": "2026-03-02T02:00:00Z"}


def happens(office: Office, type_: str, version: int, data: dict[str, Any]) -> None:
    detail = {
        "id": f"evt_{type_}_{version}",
        "type": type_,
        "aggregate_id": "conflict_1",
        "aggregate_version": version,
        "actor": {"kind": "system", "id": "system-agent"},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "test",
        "cause_id": None,
        "data": data,
    }
    office.invoke("review_conflict", {"source": "crm.conflicts", "detail": detail})
    office.twin.settle()


def tasks(office: Office) -> list[tuple[str, str]]:
    """Return who has a task of the customer and how it stands."""
    rows = office.does("boss", "GET /tasks?view=subject&subject_type=account&subject_id=acme")["items"]
    return [(each["assignee_id"], each["status"]) for each in rows]


def test_who_is_to_see_to_it_has_a_task_once(office: Office) -> None:
    for _ in range(2):
        happens(office, "ConflictUnresolved", 4, UNRESOLVED)
    (task_id,) = office.inbox("lead")
    task = office.task(task_id)
    assert (task["source"], task["source_ref"], task["account_id"]) == ("conflict_review", "conflict_1", "acme")
    assert (task["title"], task["priority"], task["due_at"]) == (
        "处理 Acme 的跟进冲突",
        "high",
        "2026-03-05T02:00:00Z",
    )
    assert len(office.told("lead", "task_assigned")) == 1


def test_they_do_not_follow_the_customer_for_it(office: Office) -> None:
    happens(office, "ConflictUnresolved", 4, UNRESOLVED)
    assert office.does("rep", "GET /accounts/acme/followers")["followers"] == []


@pytest.mark.parametrize(
    ("type_", "data", "status"), [("ConflictResolved", RESOLVED, "done"), ("ConflictClosed", CLOSED, "cancelled")]
)
def test_it_ends_with_the_conflict(office: Office, type_: str, data: dict[str, Any], status: str) -> None:
    happens(office, "ConflictUnresolved", 4, UNRESOLVED)
    for _ in range(2):
        happens(office, type_, 5, data)
    assert tasks(office) == [("lead", status)]
    assert office.inbox("lead") == []
    template = "task_done" if status == "done" else "task_withdrawn"
    assert (len(office.told("lead", template)), office.told("system-agent", template)) == (1, [])


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_in_whatever_order_they_come_nothing_is_left_open(office: Office, order: tuple[int, ...]) -> None:
    story = [("ConflictUnresolved", 4, UNRESOLVED), ("ConflictResolved", 5, RESOLVED)]
    for position in order:
        happens(office, *story[position])
    assert office.inbox("lead") == []
