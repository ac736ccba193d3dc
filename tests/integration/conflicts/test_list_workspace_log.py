"""What was written down in a workspace."""

from tests.integration.conflicts.conftest import Floor, only_for_members


def test_it_does_not_exist_for_others(floor: Floor) -> None:
    only_for_members(floor, floor.shared(), "GET", "/log")


def test_it_tells_who_wrote_what_and_who_came_and_went_in_pages(floor: Floor) -> None:
    workspace_id = floor.shared()
    floor.does("care", f"POST /workspaces/{workspace_id}/log", {"body": "已回访"})
    floor.does("rep", f"POST /workspaces/{workspace_id}/members", {"user_id": "extra"})
    floor.does("rep", f"DELETE /workspaces/{workspace_id}/members/extra")
    floor.does("boss", f"POST /workspaces/{workspace_id}/close", {"reason": "项目结束"})
    first = floor.does("rep", f"GET /workspaces/{workspace_id}/log?limit=3")
    rest = floor.does("rep", f"GET /workspaces/{workspace_id}/log?limit=3&cursor={first['next_cursor']}")
    rows = first["items"] + rest["items"]
    assert [(each["type"], each["actor"]["id"]) for each in rows] == [
        ("WorkspaceClosed", "boss"),
        ("WorkspaceMemberRemoved", "rep"),
        ("WorkspaceMemberAdded", "rep"),
        ("WorkspaceLogged", "care"),
        ("WorkspaceOpened", "rep"),
    ]
    assert (rows[3]["data"]["body"], rows[0]["data"]["reason"]) == ("已回访", "项目结束")
