"""Coming and going."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("PUT /users/nobody/presence", {"presence": "online"}), 401, "not_signed_in")


def test_unknown_presence_is_named(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("here-1", "agent")
    answer = twin.call(f"PUT /users/{user}/presence", {"presence": "asleep"}, user=user)
    assert problem(answer, 422, "invalid_payload")["errors"][0]["field"] == "presence"


def test_colleague_may_not_speak_for_another(twin: Twin, add_user: Callable[..., str]) -> None:
    one, other = add_user("here-2", "agent"), add_user("here-3", "agent")
    answer = twin.call(f"PUT /users/{other}/presence", {"presence": "online"}, user=one)
    problem(answer, 403, "not_allowed")


def test_coming_online_is_told_once(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("here-4", "agent")
    first = twin.call(f"PUT /users/{user}/presence", {"presence": "online"}, user=user)
    again = twin.call(f"PUT /users/{user}/presence", {"presence": "online"}, user=user)
    assert first.json["presence"] == "online"
    assert again.json["version"] == first.json["version"]
    timeline = twin.call(f"GET /users/{user}/timeline", user="admin").json["items"]
    assert [event["type"] for event in timeline[:2]] == ["UserBecameAvailable", "UserPresenceChanged"]
