"""Listing teams."""

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /teams"), 401, "not_signed_in")


def test_a_wrong_limit_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /teams?limit=0", user="admin"), 422, "invalid_payload")


def test_a_cursor_of_another_list_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /teams?cursor=abc", user="admin"), 400, "invalid_cursor")


def test_no_teams_are_no_mistake(twin: Twin) -> None:
    assert twin.call("GET /teams", user="admin").json == {"items": [], "next_cursor": None}


def test_teams_by_name_page_by_page(twin: Twin) -> None:
    for name in ("Charlie", "Alpha", "Bravo"):
        twin.call("POST /teams", {"name": name}, user="admin")
    first = twin.call("GET /teams?limit=2", user="admin").json
    rest = twin.call(f"GET /teams?limit=2&cursor={first['next_cursor']}", user="admin").json
    assert [each["name"] for each in first["items"] + rest["items"]] == ["Alpha", "Bravo", "Charlie"]
    assert rest["next_cursor"] is None
