"""Showing a colleague."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /users/admin"), 401, "not_signed_in")


def test_what_there_is_not(twin: Twin) -> None:
    twin.call("POST /teams", {"team_id": "get-team", "name": "x"}, user="admin")
    for user_id in ("nobody-here", "get-team", "UNIQUE%23user%23email%23x", "%20", "x" * 121):
        problem(twin.call(f"GET /users/{user_id}", user="admin"), 404, "not_found")


def test_every_colleague_sees_every_other(twin: Twin, add_user: Callable[..., str]) -> None:
    one, other = add_user("get-1", "agent"), add_user("get-2", "integration")
    answer = twin.call(f"GET /users/{one}", user=other)
    assert (answer.status, answer.headers["ETag"], answer.json["user_id"]) == (200, '"1"', one)


def test_what_is_inside_stays_inside(twin: Twin, add_user: Callable[..., str]) -> None:
    assert "reminded_of" not in twin.call(f"GET /users/{add_user('get-3', 'agent')}", user="admin").json
