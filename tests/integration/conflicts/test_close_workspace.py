"""Closing a workspace."""

from tests.conftest import problem
from tests.integration.conflicts.conftest import Floor, happens_once, only_for_members


def test_it_does_not_exist_for_others(floor: Floor) -> None:
    only_for_members(floor, floor.shared(), "POST", "/close", {})


def test_it_is_closed_once_and_can_still_be_read(floor: Floor) -> None:
    workspace_id = floor.shared()
    route = f"POST /workspaces/{workspace_id}/close"
    problem(floor.call("rep", route, {}, If_Match='"9"'), 409, "stale_version")
    answer = happens_once(floor, "rep", route, {"reason": "项目结束"})
    assert answer["closed_at"] == "2026-03-02T02:00:00Z"
    problem(floor.call("rep", route, {}), 409, "workspace_closed")
    assert floor.does("care", f"GET /workspaces/{workspace_id}")["closed_at"] == "2026-03-02T02:00:00Z"
