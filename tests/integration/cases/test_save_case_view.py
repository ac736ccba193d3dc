"""Saved views: saving one."""

from typing import Any

import pytest

from crm.cases import saved_views
from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import CASE, KEY, READERS, Desk, names_bad

SAVE = "POST /case-views"
VIEW = {"name": "我的 P2", "view": "mine", "filters": {"priority": "P2"}}


def test_it_is_for_who_may_list_cases(desk: Desk) -> None:
    problem(desk.call(None, SAVE, VIEW), 401, "not_signed_in")
    for role in set(EVERYONE) - set(READERS):
        problem(desk.call(role, SAVE, VIEW), 403, "not_allowed")


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": ""}, "name"), ({"view": "all"}, "view"), ({"filters": {"priority": "P9"}}, "filters.priority")],
)
def test_bad_member_is_named(desk: Desk, changes: dict[str, Any], field: str) -> None:
    names_bad(desk, "agent", SAVE, VIEW | changes, field)


def test_what_its_list_refuses_is_not_saved(desk: Desk) -> None:
    problem(desk.call("agent", SAVE, VIEW | {"view": "tagged"}), 422, "view_parameter_missing")
    problem(desk.call("outsider", SAVE, VIEW | {"view": "queue", "queue_id": "general"}), 404, "not_found")


def test_only_supervisors_share_and_with_their_own_team(desk: Desk) -> None:
    problem(desk.call("agent", SAVE, VIEW | {"team_id": "desk"}), 422, "not_yours_to_share")
    problem(desk.call("supervisor", SAVE, VIEW | {"team_id": "elsewhere"}), 422, "not_yours_to_share")


def test_there_are_only_so_many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "VIEWS_LIMIT", 1)
    desk.does("agent", SAVE, VIEW)
    assert problem(desk.call("agent", SAVE, VIEW), 409, "too_many_views")["facts"] == {"limit": 1}


def test_a_repeated_call_saves_one(desk: Desk) -> None:
    first = desk.call("agent", SAVE, VIEW, **KEY)
    assert first.status == 201
    assert desk.call("agent", SAVE, VIEW, **KEY).json == first.json
    assert len(desk.does("agent", "GET /case-views")["items"]) == 1


def test_it_opens_what_it_says_and_no_more_than_one_may_see(desk: Desk) -> None:
    low = desk.opens(urgency="low")["number"]
    saved = desk.does("supervisor", SAVE, VIEW | {"view": "queue", "queue_id": "general", "team_id": "desk"})
    shown = desk.does("agent", f"GET /cases?saved_view={saved['view_id']}")["items"]
    assert [each["number"] for each in shown] == [CASE]
    assert low not in str(shown)
    for stranger in ("outsider", "qa_supervisor"):
        problem(desk.call(stranger, f"GET /cases?saved_view={saved['view_id']}"), 404, "not_found")
    own = desk.does("agent", SAVE, VIEW)
    problem(desk.call("colleague", f"GET /cases?saved_view={own['view_id']}"), 404, "not_found")
