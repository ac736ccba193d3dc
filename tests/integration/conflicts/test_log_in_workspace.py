"""Writing something down in a workspace."""

from tests.conftest import problem
from tests.integration.conflicts.conftest import Floor, happens_once, only_for_members

ENTRY = {"body": "客户要求周五前回复"}


def test_it_does_not_exist_for_others(floor: Floor) -> None:
    only_for_members(floor, floor.shared(), "POST", "/log", ENTRY)


def test_who_is_mentioned_is_a_colleague(floor: Floor) -> None:
    route = f"POST /workspaces/{floor.shared()}/log"
    refused = problem(floor.call("rep", route, ENTRY | {"mentions": ["nobody"]}), 422, "workspace_person_unknown")
    assert refused["facts"] == {"field": "mentions", "ids": ["nobody"]}
    problem(floor.call("rep", route, {"body": ""}), 422, "invalid_payload")
    problem(floor.call("rep", route, ENTRY, If_Match='"9"'), 409, "stale_version")


def test_nothing_is_written_down_where_nobody_works(floor: Floor) -> None:
    workspace_id = floor.shared()
    floor.does("rep", f"POST /workspaces/{workspace_id}/close", {})
    refused = problem(floor.call("rep", f"POST /workspaces/{workspace_id}/log", ENTRY), 409, "workspace_closed")
    assert refused["facts"] == {"workspace_id": workspace_id}


def test_it_is_written_once(floor: Floor) -> None:
    workspace_id = floor.shared()
    floor.twin.advance(minutes=5)
    happens_once(floor, "rep", f"POST /workspaces/{workspace_id}/log", ENTRY)
    (logged,) = floor.published("WorkspaceLogged")
    assert (logged["actor"]["id"], logged["data"]) == ("rep", {"account_id": "acme"} | ENTRY)
    shown = floor.does("care", f"GET /workspaces/{workspace_id}")
    assert shown["last_logged_at"] == "2026-03-02T02:05:00Z"


def test_who_is_mentioned_is_told_and_shares_the_workspace(floor: Floor) -> None:
    workspace_id = floor.shared()
    body = {"body": "@guest请看，me@extra.example 与 @stranger 不算；@care 已知", "mentions": ["extra"]}
    shown = floor.does("rep", f"POST /workspaces/{workspace_id}/log", body)
    assert shown["members"] == ["care", "rep", "success", "extra", "guest"]
    assert floor.times_told("workspace_mention", "extra", "guest", "care", "rep", "success") == [1, 1, 1, 0, 0]
    notice = floor.notice("guest", "workspace_mention")
    assert "Rep mentioned you in the workspace of Acme" in notice["title"]


def test_there_are_no_more_members_than_the_policy_allows(floor: Floor) -> None:
    workspace_id = floor.shared()
    floor.set_policy(workspace_members=3)
    floor.twin.advance(minutes=2)
    route = f"POST /workspaces/{workspace_id}/log"
    problem(floor.call("rep", route, {"body": "@extra 请看"}), 409, "workspace_full")
    assert floor.does("rep", route, {"body": "@care 请看"})["members"] == ["care", "rep", "success"]
