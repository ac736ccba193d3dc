"""Letting somebody share a workspace."""

from tests.conftest import problem
from tests.integration.conflicts.conftest import Floor, happens_once, only_for_members

EXTRA = {"user_id": "extra"}


def test_it_does_not_exist_for_others(floor: Floor) -> None:
    only_for_members(floor, floor.shared(), "POST", "/members", EXTRA)


def test_it_is_a_colleague_for_whom_there_is_room(floor: Floor) -> None:
    workspace_id = floor.shared()
    route = f"POST /workspaces/{workspace_id}/members"
    refused = problem(floor.call("rep", route, {"user_id": "nobody"}), 422, "workspace_person_unknown")
    assert refused["facts"] == {"field": "user_id", "ids": ["nobody"]}
    floor.set_policy(workspace_members=3)
    floor.twin.advance(minutes=2)
    problem(floor.call("rep", route, EXTRA), 409, "workspace_full")
    floor.does("rep", f"POST /workspaces/{workspace_id}/close", {})
    problem(floor.call("rep", route, EXTRA), 409, "workspace_closed")


def test_they_are_told_and_may_look_in(floor: Floor) -> None:
    workspace_id = floor.shared()
    answer = happens_once(floor, "rep", f"POST /workspaces/{workspace_id}/members", EXTRA)
    assert answer["members"] == ["care", "rep", "success", "extra"]
    assert floor.times_told("workspace_joined", "extra") == [1]
    assert floor.does("extra", f"GET /workspaces/{workspace_id}")["version"] == 2


def test_who_is_one_already_is_left_alone(floor: Floor) -> None:
    workspace_id = floor.shared()
    before = floor.stored()
    floor.does("rep", f"POST /workspaces/{workspace_id}/members", {"user_id": "care"})
    assert floor.stored() == before
