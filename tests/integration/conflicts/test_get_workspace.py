"""A workspace as it is shown."""

from tests.integration.conflicts.conftest import Floor, only_for_members


def test_it_does_not_exist_for_others(floor: Floor) -> None:
    only_for_members(floor, floor.shared(), "GET")


def test_members_the_accounts_owner_and_supervisors_may_look_in(floor: Floor) -> None:
    workspace_id = floor.shared()
    for who in ("rep", "care", "owner", "boss"):
        assert floor.does(who, f"GET /workspaces/{workspace_id}")["workspace_id"] == workspace_id


def test_what_a_task_is_about_is_masked_where_it_is_not_for_the_reader(floor: Floor) -> None:
    workspace_id = floor.shared()
    task_id = floor.follows("rep", sensitivity="sensitive", title="法务")
    titles = {
        who: [
            each["title"]
            for each in floor.does(who, f"GET /workspaces/{workspace_id}")["tasks"]["items"]
            if each["task_id"] == task_id
        ]
        for who in ("rep", "care")
    }
    assert titles == {"rep": ["法务"], "care": [None]}


def test_it_bears_a_badge_where_many_may_follow_the_customer(floor: Floor) -> None:
    workspace_id = floor.shared()
    show = f"GET /workspaces/{workspace_id}"
    floor.does("boss", f"POST /workspaces/{workspace_id}/members", {"user_id": "guest"})
    assert (floor.does("rep", show)["badge"], floor.does("rep", show)["badge_text"]) == (None, None)
    floor.does("boss", "PUT /accounts/acme/conflict-whitelist", {"reason": "重点协同"})
    assert (floor.does("rep", show)["badge"], floor.does("rep", show)["badge_text"]) == ("whitelisted", "白名单客户")
    assert floor.does("guest", show)["badge_text"] == "Whitelisted customer"


def test_it_shows_the_newest_of_its_log_and_all_links(floor: Floor) -> None:
    workspace_id = floor.shared()
    for number in range(22):
        link = {"title": f"文件 {number}", "url": f"https://crm.example.com/{number}"}
        floor.does("rep", f"POST /workspaces/{workspace_id}/log", {"body": f"第 {number} 条", "links": [link]})
    shown = floor.does("care", f"GET /workspaces/{workspace_id}")
    assert [each["data"]["body"] for each in shown["log"]["items"]] == [
        f"第 {number} 条" for number in range(21, 1, -1)
    ]
    assert len(shown["links"]) == 22
    rest = floor.does("care", f"GET /workspaces/{workspace_id}/log?cursor={shown['log']['next_cursor']}")
    assert [each["type"] for each in rest["items"]] == ["WorkspaceLogged", "WorkspaceLogged", "WorkspaceOpened"]
