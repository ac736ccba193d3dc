"""Lists of cases."""

from typing import Any

import pytest

from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import CASE, READERS, SOLVED, Desk


def numbers(desk: Desk, who: str, query: str) -> list[str]:
    return [each["number"] for each in desk.does(who, f"GET /cases?{query}")["items"]]


def test_it_is_for_who_may_read_cases(desk: Desk) -> None:
    problem(desk.call(None, "GET /cases"), 401, "not_signed_in")
    problem(desk.call("buyer", "GET /cases"), 401, "not_signed_in")
    for role in set(EVERYONE) - set(READERS):
        problem(desk.call(role, "GET /cases"), 403, "not_allowed")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("view=everything", "view"),
        ("status=happy", "status"),
        ("priority=P9", "priority"),
        ("limit=101", "limit"),
        ("serial=", "serial"),
    ],
)
def test_a_bad_parameter_is_named(desk: Desk, query: str, field: str) -> None:
    refused = problem(desk.call("agent", f"GET /cases?{query}"), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == [field]


@pytest.mark.parametrize(("view", "field"), [("queue", "queue_id"), ("account", "account_id")])
def test_a_view_says_what_it_needs(desk: Desk, view: str, field: str) -> None:
    refused = problem(desk.call("agent", f"GET /cases?view={view}"), 422, "view_parameter_missing")
    assert refused["facts"] == {"field": field, "view": view}


@pytest.mark.parametrize("queue", ["general", "nowhere"])
def test_a_queue_that_one_does_not_see_is_not_there(desk: Desk, queue: str) -> None:
    answer = desk.call("outsider", f"GET /cases?view=queue&queue_id={queue}")
    assert problem(answer, 404, "not_found")["facts"] == {"kind": "queue", "id": queue}


def test_a_cursor_belongs_to_its_list(desk: Desk) -> None:
    desk.opens()
    cursor = desk.does("agent", "GET /cases?view=mine&limit=1")["next_cursor"]
    for who, query in (("agent", "view=to_accept"), ("colleague", "view=mine"), ("agent", "view=mine&priority=P2")):
        problem(desk.call(who, f"GET /cases?{query}&cursor={cursor}"), 400, "invalid_cursor")


@pytest.mark.requirement("R-117")
def test_each_view_shows_its_own(desk: Desk) -> None:
    assert numbers(desk, "agent", "view=mine") == [CASE]
    assert numbers(desk, "colleague", "view=mine") == []
    assert numbers(desk, "colleague", "view=queue&queue_id=general") == [CASE]
    assert numbers(desk, "colleague", "view=account&account_id=acme") == [CASE]
    assert numbers(desk, "outsider", "view=account&account_id=acme") == []
    assert numbers(desk, "colleague", "view=watching") == []
    desk.does("colleague", f"POST /cases/{CASE}/watchers", {})
    assert numbers(desk, "colleague", "view=watching&priority=P2") == [CASE]
    assert numbers(desk, "colleague", "view=watching&priority=P1") == []
    desk.in_queue()
    assert numbers(desk, "agent", "view=mine") == []
    assert numbers(desk, "colleague", "view=to_accept") == [CASE]
    desk.does("colleague", f"POST /cases/{CASE}/accept")
    assert numbers(desk, "colleague", "view=to_accept") == []
    desk.does("colleague", f"POST /cases/{CASE}/resolution", SOLVED)
    assert numbers(desk, "colleague", "view=mine") == []
    assert numbers(desk, "colleague", "view=account&account_id=acme&status=resolved") == [CASE]


@pytest.mark.requirement("R-126")
def test_what_is_due_first_comes_first_and_what_stands_still_last(desk: Desk) -> None:
    later = desk.opens(impact="low", urgency="low")["number"]
    sooner = desk.opens(impact="high", urgency="critical", category="integration/api")["number"]
    stopped = desk.opens()["number"]
    desk.does("agent", f"POST /cases/{stopped}/replies", {"body": "x"})
    desk.does("agent", f"POST /cases/{stopped}/stops", {"reason": "x"})
    assert numbers(desk, "agent", "view=mine") == [sooner, CASE, later, stopped]
    page = desk.does("agent", "GET /cases?view=mine")["items"]
    assert [each["due_at"] for each in page][-1] is None
    assert numbers(desk, "agent", "view=mine&category=integration") == [sooner]
    assert numbers(desk, "agent", "view=mine&category=integ") == []
    assert numbers(desk, "agent", "view=mine&status=stopped") == [stopped]


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_pages_lose_and_repeat_nothing(desk: Desk, limit: int) -> None:
    desk.set("cases.queues", queues=_sharded(desk))
    opened = {CASE, *(desk.opens(impact=impact)["number"] for impact in ("medium", "low", "low"))}
    read, cursor = [], ""
    while cursor is not None:
        query = f"view=queue&queue_id=general&limit={limit}{cursor and f'&cursor={cursor}'}"
        page = desk.does("agent", f"GET /cases?{query}")
        assert len(page["items"]) <= limit
        read += [each["number"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert sorted(read) == sorted(opened)


def _sharded(desk: Desk) -> Any:
    queues = desk.does("admin", "GET /settings/cases.queues/default")["document"]["queues"]
    return [each | {"shards": 4 if each["id"] == "general" else 1} for each in queues]
