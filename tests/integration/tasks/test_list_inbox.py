"""What waits for somebody."""

from typing import Any

import pytest

from infra.local.functions import AwsCall
from tests.conftest import problem
from tests.integration.tasks.conftest import EVENING, Office

TOMORROW = "2026-03-03T10:00:00Z"


def pages(office: Office, who: str, limit: int) -> list[dict[str, Any]]:
    found, cursor = [], ""
    while True:
        page = office.does(who, f"GET /inbox?limit={limit}{cursor}")
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def filled(office: Office) -> list[str]:
    """Give tasks of all priorities and two due times, twice each, the least important first; return the right order."""
    given: dict[tuple[str, str], list[str]] = {}
    for priority in ("low", "medium", "high", "urgent"):
        for due_at in (TOMORROW, EVENING):
            given[priority, due_at] = sorted(office.gives(priority=priority, due_at=due_at) for _ in range(2))
    return [
        task_id
        for priority in ("urgent", "high", "medium", "low")
        for due_at in (EVENING, TOMORROW)
        for task_id in given[priority, due_at]
    ]


def test_it_is_ones_own_or_theirs_who_report_to_one(office: Office, task: str) -> None:
    problem(office.call(None, "GET /inbox"), 401, "not_signed_in")
    for who in ("peer", "outsider", "qa"):
        refused = problem(office.call(who, "GET /inbox?assignee=rep"), 403, "outside_your_line")
        assert refused["facts"] == {"id": "rep"}
    for who in ("lead", "boss"):
        assert [each["task_id"] for each in office.does(who, "GET /inbox?assignee=rep")["items"]] == [task]
    problem(office.call("rep", "GET /inbox?cursor=x"), 400, "invalid_cursor")


@pytest.mark.requirement("R-244")
def test_it_is_ordered_by_priority_promise_due_time_and_id(office: Office) -> None:
    order = filled(office)
    assert office.inbox("rep") == order
    for limit in (1, 3, 16):
        assert [each["task_id"] for each in pages(office, "rep", limit)] == order


@pytest.mark.requirement("R-244")
def test_what_is_promised_sooner_comes_before_what_is_due_sooner(office: Office) -> None:
    earlier = office.gives(due_at=TOMORROW)
    office.later("2026-03-02T03:00:00+00:00")
    later = office.gives(due_at=EVENING)
    assert office.inbox("rep") == [earlier, later]


@pytest.mark.requirement("R-247")
def test_another_policy_is_another_order_at_once(office: Office) -> None:
    high, medium = office.gives(priority="high"), office.gives(priority="medium")
    assert office.inbox("rep") == [high, medium]
    levels = office.does("lead", "GET /settings/tasks.policy/default")["document"]["priorities"]
    office.set_policy(priorities=[levels[2], levels[1], levels[0], levels[3]])
    office.twin.advance(minutes=2)
    assert office.inbox("rep") == [medium, high]


def test_a_page_goes_on_in_the_order_it_began_with(office: Office) -> None:
    high, medium = office.gives(priority="high"), office.gives(priority="medium")
    first = office.does("rep", "GET /inbox?limit=1")
    levels = office.does("lead", "GET /settings/tasks.policy/default")["document"]["priorities"]
    office.set_policy(priorities=levels[::-1])
    office.twin.advance(minutes=2)
    second = office.does("rep", f"GET /inbox?limit=1&cursor={first['next_cursor']}")
    assert [each["task_id"] for each in first["items"] + second["items"]] == [high, medium]


def test_a_page_is_kept_together_when_tasks_come_and_go(office: Office) -> None:
    order = filled(office)
    first = office.does("rep", "GET /inbox?limit=5")
    office.act("rep", order[0], "complete", {"result": "好"})
    office.gives(priority="urgent")
    rest = office.does("rep", f"GET /inbox?limit=100&cursor={first['next_cursor']}")
    assert [each["task_id"] for each in rest["items"]] == order[5:]


def test_the_colour_is_the_priorities_and_what_is_late_says_so(office: Office) -> None:
    for priority in ("urgent", "high", "medium", "low"):
        office.gives(priority=priority)
    rows = office.does("rep", "GET /inbox")["items"]
    assert [each["flag"] for each in rows] == ["red", "orange", None, None]
    assert not any(each["overdue"] for each in rows)
    office.later("2026-03-02T10:00:00+00:00")
    rows = office.does("rep", "GET /inbox")["items"]
    assert all(each["overdue"] for each in rows)
    assert rows[0]["sla_remaining_seconds"] == -4 * 3600


def test_it_costs_one_query_a_priority_however_much_there_is(office: Office) -> None:
    queries: list[str] = []

    def watch(call: AwsCall) -> None:
        if call.operation == "tasks.list_inbox" and call.action == "Query":
            queries.append(call.action)

    def asked(route: str) -> int:
        queries.clear()
        office.does("rep", route)
        return len(queries)

    office.twin.functions.watchers.append(watch)
    try:
        assert asked("GET /inbox") == 4
        filled(office)
        assert (asked("GET /inbox?limit=100"), asked("GET /inbox?limit=2")) == (4, 1)
    finally:
        office.twin.functions.watchers.remove(watch)
