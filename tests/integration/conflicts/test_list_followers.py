"""Who follows a customer."""

import pytest

from tests.integration.conflicts.conftest import Floor, unknown_account

LIST = "GET /accounts/acme/followers"


def test_an_unknown_customer_is_not_found(floor: Floor) -> None:
    unknown_account(floor, LIST)


def test_nobody_follows_a_customer_at_first(floor: Floor) -> None:
    shown = floor.does("guest", LIST)
    assert shown == {
        "account_id": "acme",
        "version": 0,
        "threshold": 2,
        "whitelisted": False,
        "conflict_id": None,
        "followers": [],
    }


@pytest.mark.requirement("R-284")
def test_it_follows_what_becomes_of_the_tasks(floor: Floor) -> None:
    first = floor.follows("rep")
    floor.twin.advance(minutes=10)
    second = floor.follows("rep")
    of_care = floor.does(
        "boss",
        "POST /tasks",
        {
            "title": "售后",
            "expected_result": "答复",
            "priority": "low",
            "due_at": "2026-05-04T10:00:00Z",
            "assignee_id": "care",
            "subject": {"type": "account", "id": "acme"},
        },
    )["task_id"]
    rep, care = floor.does("guest", LIST)["followers"]
    assert (rep["user_id"], rep["since"], rep["open_work"]) == ("rep", "2026-03-02T02:00:00Z", 2)
    assert rep["work"] == [
        {"kind": "task", "id": first, "since": "2026-03-02T02:00:00Z"},
        {"kind": "task", "id": second, "since": "2026-03-02T02:10:00Z"},
    ]
    assert (care["user_id"], [each["id"] for each in care["work"]]) == ("care", [of_care])
    floor.does("boss", f"POST /tasks/{of_care}/reassign", {"assignee_id": "success", "reason": "更合适"})
    assert floor.followers() == {"rep": 2, "success": 1}
    floor.ends("rep", first)
    assert floor.followers() == {"rep": 1, "success": 1}
    floor.does("success", f"POST /tasks/{of_care}/reject", {"reason": "外出"})
    floor.ends("rep", second)
    assert floor.followers() == {}


def test_it_names_the_open_conflict(floor: Floor) -> None:
    conflict_id = floor.contested()
    assert floor.does("guest", LIST)["conflict_id"] == conflict_id
    floor.resolves(conflict_id)
    assert floor.does("guest", LIST)["conflict_id"] is None


def test_it_costs_the_same_however_many_tasks_there_are(floor: Floor) -> None:
    def calls() -> int:
        seen: list[str] = []
        floor.twin.functions.watchers.append(lambda call: seen.append(call.operation))
        floor.does("boss", LIST)
        floor.twin.functions.watchers.pop()
        return seen.count("conflicts.list_followers")

    floor.follows("rep")
    few = calls()
    for _ in range(8):
        floor.follows("rep")
    assert calls() == few
