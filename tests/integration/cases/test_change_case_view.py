"""Saved views: changing one."""

from typing import Any

from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import READERS, Desk

VIEW = {"name": "我的 P2", "view": "mine", "filters": {"priority": "P2"}}


def saved(desk: Desk, who: str = "agent", **members: Any) -> str:
    view_id: str = desk.does(who, "POST /case-views", VIEW | members)["view_id"]
    return view_id


def test_it_is_for_whose_it_is(desk: Desk) -> None:
    route = f"PUT /case-views/{saved(desk)}"
    problem(desk.call(None, route, VIEW), 401, "not_signed_in")
    for role in set(EVERYONE) - set(READERS):
        problem(desk.call(role, route, VIEW, If_Match="1"), 403, "not_allowed")
    for other in ("colleague", "supervisor"):
        problem(desk.call(other, route, VIEW, If_Match="1"), 404, "not_found")


def test_it_is_changed_by_who_has_read_it(desk: Desk) -> None:
    route = f"PUT /case-views/{saved(desk)}"
    problem(desk.call("agent", route, VIEW), 428, "version_required")
    answer = desk.does("agent", route, VIEW | {"name": "我的 P1", "filters": {"priority": "P1"}}, If_Match="1")
    assert (answer["name"], answer["filters"]["priority"], answer["version"]) == ("我的 P1", "P1", 2)
    stale = problem(desk.call("agent", route, VIEW, If_Match="1"), 409, "stale_version")
    assert stale["facts"]["current"]["name"] == "我的 P1"
    assert [each["name"] for each in desk.does("agent", "GET /case-views")["items"]] == ["我的 P1"]


def test_a_teams_is_its_supervisors_to_change_and_stays_the_teams(desk: Desk) -> None:
    route = f"PUT /case-views/{saved(desk, 'supervisor', team_id='desk')}"
    shared = VIEW | {"team_id": "desk", "name": "组"}
    problem(desk.call("agent", route, shared, If_Match="1"), 422, "not_yours_to_share")
    problem(desk.call("supervisor", route, VIEW, If_Match="1"), 422, "not_yours_to_share")
    assert desk.does("chief", route, shared, If_Match="1")["owner_id"] == "supervisor"
