"""What happened in a conflict."""

from tests.conftest import problem
from tests.integration.conflicts.conftest import Floor


def test_an_unknown_one_is_not_found(floor: Floor) -> None:
    problem(floor.call(None, "GET /conflicts/conflict_1/history"), 401, "not_signed_in")
    problem(floor.call("rep", "GET /conflicts/conflict_1/history"), 404, "not_found")


def test_it_tells_who_did_what_newest_first(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.follows("extra")
    floor.resolves(conflict_id, note="分工明确")
    assert floor.kinds(conflict_id) == ["ConflictOpened", "ConflictTold", "ConflictJoined", "ConflictResolved"]
    opened, _, joined, resolved = floor.events(conflict_id)
    assert (opened["actor"]["id"], joined["data"]["user_id"]) == ("system-agent", "extra")
    assert (resolved["actor"]["id"], resolved["data"]["note"]) == ("boss", "分工明确")


def test_it_comes_in_pages(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.follows("extra")
    first = floor.does("rep", f"GET /conflicts/{conflict_id}/history?limit=1")
    rest = floor.does("rep", f"GET /conflicts/{conflict_id}/history?limit=1&cursor={first['next_cursor']}")
    assert [each["type"] for each in first["items"] + rest["items"]] == [
        "ConflictJoined",
        "ConflictTold",
        "ConflictOpened",
    ]
