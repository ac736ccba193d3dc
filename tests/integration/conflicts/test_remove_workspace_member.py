"""Letting somebody share a workspace no more."""

from tests.conftest import problem
from tests.integration.conflicts.conftest import Floor, only_for_members


def test_it_does_not_exist_for_others(floor: Floor) -> None:
    only_for_members(floor, floor.shared(), "DELETE", "/members/care")


def test_who_is_no_member_is_not_found(floor: Floor) -> None:
    workspace_id = floor.shared()
    refused = problem(floor.call("rep", f"DELETE /workspaces/{workspace_id}/members/guest"), 404, "not_found")
    assert refused["facts"] == {"kind": "member", "id": "guest"}
    problem(floor.call("rep", f"DELETE /workspaces/{workspace_id}/members/care", If_Match='"9"'), 409, "stale_version")


def test_they_may_not_look_in_any_more(floor: Floor) -> None:
    workspace_id = floor.shared()
    assert floor.does("rep", f"DELETE /workspaces/{workspace_id}/members/care") is None
    problem(floor.call("care", f"GET /workspaces/{workspace_id}"), 404, "not_found")
    assert floor.does("rep", f"GET /workspaces/{workspace_id}")["members"] == ["rep", "success"]
    floor.does("rep", f"DELETE /workspaces/{workspace_id}/members/rep")
    problem(floor.call("rep", f"GET /workspaces/{workspace_id}"), 404, "not_found")
