"""Saved views: the list of them."""

import pytest

from crm.cases import saved_views
from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import READERS, Desk

LIST = "GET /case-views"
VIEW = {"view": "mine", "filters": {"category": "account"}}


def test_it_is_for_who_may_list_cases(desk: Desk) -> None:
    problem(desk.call(None, LIST), 401, "not_signed_in")
    for role in set(EVERYONE) - set(READERS):
        problem(desk.call(role, LIST), 403, "not_allowed")
    bad = problem(desk.call("agent", f"{LIST}?whose=everybody"), 422, "invalid_payload")
    assert bad["errors"][0]["field"] == "whose"


def test_mine_and_my_teams_by_name_in_pages(desk: Desk) -> None:
    for name in ("b", "a", "c"):
        desk.does("agent", "POST /case-views", VIEW | {"name": name})
    desk.does("supervisor", "POST /case-views", VIEW | {"name": "组", "team_id": "desk"})
    first = desk.does("agent", f"{LIST}?limit=2")
    second = desk.does("agent", f"{LIST}?limit=2&cursor={first['next_cursor']}")
    assert [each["name"] for each in (*first["items"], *second["items"])] == ["a", "b", "c"]
    assert second["next_cursor"] is None
    assert [each["name"] for each in desk.does("colleague", f"{LIST}?whose=team")["items"]] == ["组"]
    assert desk.does("outsider", f"{LIST}?whose=team")["items"] == []
    assert desk.does("qa_supervisor", f"{LIST}?whose=team")["items"] == []
    problem(desk.call("colleague", f"{LIST}?limit=2&cursor={first['next_cursor']}"), 400, "invalid_cursor")


def test_counts_are_the_callers_own_and_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.does("supervisor", "POST /case-views", VIEW | {"name": "组", "team_id": "desk"})
    desk.opens()
    query = f"{LIST}?whose=team&counts=true"
    assert desk.does("agent", query)["items"][0]["count"] == {"cases": 2, "more": False}
    assert desk.does("colleague", query)["items"][0]["count"] == {"cases": 0, "more": False}
    monkeypatch.setattr(saved_views, "COUNT_LIMIT", 1)
    assert desk.does("agent", query)["items"][0]["count"] == {"cases": 1, "more": True}
    assert desk.does("agent", f"{LIST}?whose=team")["items"][0]["count"] is None
