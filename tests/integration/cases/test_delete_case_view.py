"""Saved views: deleting one."""

from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import READERS, Desk

VIEW = {"name": "我的", "view": "mine"}


def test_it_is_for_whose_it_is(desk: Desk) -> None:
    route = f"DELETE /case-views/{desk.does('agent', 'POST /case-views', VIEW)['view_id']}"
    problem(desk.call(None, route), 401, "not_signed_in")
    for role in set(EVERYONE) - set(READERS):
        problem(desk.call(role, route), 403, "not_allowed")
    problem(desk.call("colleague", route), 404, "not_found")
    problem(desk.call("agent", route, If_Match="7"), 409, "stale_version")


def test_a_teams_is_its_supervisors_to_delete(desk: Desk) -> None:
    view_id = desk.does("supervisor", "POST /case-views", VIEW | {"team_id": "desk"})["view_id"]
    problem(desk.call("agent", f"DELETE /case-views/{view_id}"), 422, "not_yours_to_share")
    assert desk.call("chief", f"DELETE /case-views/{view_id}").status == 204


def test_it_is_gone(desk: Desk) -> None:
    view_id = desk.does("agent", "POST /case-views", VIEW)["view_id"]
    assert desk.call("agent", f"DELETE /case-views/{view_id}").status == 204
    assert desk.does("agent", "GET /case-views")["items"] == []
    problem(desk.call("agent", f"DELETE /case-views/{view_id}"), 404, "not_found")
    problem(desk.call("agent", f"GET /cases?saved_view={view_id}"), 404, "not_found")
