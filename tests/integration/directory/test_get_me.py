"""Showing the caller to themselves."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /me"), 401, "not_signed_in")


def test_who_i_am(twin: Twin, add_user: Callable[..., str]) -> None:
    twin.call("POST /teams", {"team_id": "me-team", "name": "x"}, user="admin")
    user = add_user("me-1", "agent", "supervisor", locale="en", team_id="me-team")
    answer = twin.call("GET /me", user=user)
    assert answer.json == {
        "user_id": user,
        "roles": ["agent", "supervisor"],
        "locale": "en",
        "team_id": "me-team",
        "checked_at": "2026-03-02T02:00:00Z",
    }
    assert answer.headers["Content-Language"] == "en"


def test_the_first_administrator_is_not_in_the_directory(twin: Twin) -> None:
    answer = twin.call("GET /me", user="admin").json
    assert (answer["user_id"], answer["roles"], answer["team_id"]) == ("admin", ["admin"], None)
