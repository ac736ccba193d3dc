"""The workspaces of a colleague, or that of a customer."""

from tests.conftest import problem
from tests.integration.conflicts.conftest import Floor, unknown_account

MINE = "GET /workspaces"


def test_an_unknown_customer_is_not_found(floor: Floor) -> None:
    unknown_account(floor, f"{MINE}?account=acme")


def ids(floor: Floor, who: str, route: str = MINE) -> list[str]:
    return [each["workspace_id"] for each in floor.does(who, route)["items"]]


def test_they_are_the_callers_own(floor: Floor) -> None:
    workspace_id = floor.shared()
    assert ids(floor, "care") == [workspace_id]
    assert ids(floor, "guest") == ids(floor, "owner") == []
    floor.does("rep", f"POST /workspaces/{workspace_id}/log", {"body": "@guest 请看"})
    assert ids(floor, "guest") == [workspace_id]
    floor.does("rep", f"DELETE /workspaces/{workspace_id}/members/guest")
    assert ids(floor, "guest") == []
    floor.does("rep", f"POST /workspaces/{workspace_id}/close", {})
    assert ids(floor, "rep") == []


def test_that_of_a_customer_is_shown_to_whom_may_look_in(floor: Floor) -> None:
    route = f"{MINE}?account=acme"
    assert ids(floor, "boss", route) == []
    workspace_id = floor.shared()
    for who in ("care", "owner", "boss"):
        assert ids(floor, who, route) == [workspace_id]
    assert ids(floor, "guest", route) == []


def test_they_come_in_pages_with_their_badges(floor: Floor) -> None:
    floor.does("boss", "PUT /accounts/quiet/conflict-whitelist", {"reason": "重点协同"})
    made = []
    for account in ("acme", "quiet"):
        made.append(floor.does("boss", "POST /workspaces", {"account_id": account})["workspace_id"])
        floor.twin.advance(minutes=1)
    first = floor.does("boss", f"{MINE}?limit=1")
    rest = floor.does("boss", f"{MINE}?limit=1&cursor={first['next_cursor']}")
    rows = first["items"] + rest["items"]
    assert [(each["workspace_id"], each["badge"]) for each in rows] == [(made[1], "whitelisted"), (made[0], None)]
    problem(floor.call("rep", f"{MINE}?cursor={first['next_cursor']}"), 400, "invalid_cursor")
