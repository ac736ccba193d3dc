"""The devices that one is told on."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /me/devices"), 401, "not_signed_in")


def test_who_has_none_has_none(twin: Twin, add_user: Callable[..., str]) -> None:
    assert twin.call("GET /me/devices", user=add_user("no-phone", "agent")).json == {"items": []}


def test_each_sees_their_own_the_last_one_first(twin: Twin, add_user: Callable[..., str]) -> None:
    one, other = add_user("with-two", "agent"), add_user("with-one", "agent")
    for user, number in ((one, 1), (other, 2), (one, 3)):
        body = {"platform": "ios", "token": f"{number:064x}", "name": f"iPhone {number}"}
        assert twin.call("POST /me/devices", body, user=user).status == 201
    shown = twin.call("GET /me/devices", user=one).json["items"]
    assert [each["name"] for each in shown] == ["iPhone 3", "iPhone 1"]
