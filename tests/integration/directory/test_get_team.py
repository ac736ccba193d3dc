"""Showing a team."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /teams/x"), 401, "not_signed_in")


def test_what_there_is_not(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("get-team-1", "agent")
    for team in ("no-team", user):
        problem(twin.call(f"GET /teams/{team}", user=user), 404, "not_found")


def test_every_colleague_sees_it(twin: Twin, add_user: Callable[..., str]) -> None:
    twin.call("POST /teams", {"team_id": "get-team-2", "name": "技术支持"}, user="admin")
    answer = twin.call("GET /teams/get-team-2", user=add_user("get-team-3", "integration"))
    assert (answer.status, answer.headers["ETag"], answer.json["name"]) == (200, '"1"', "技术支持")
