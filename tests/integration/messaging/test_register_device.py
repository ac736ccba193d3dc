"""Being told on a phone."""

from collections.abc import Callable
from typing import Any

import pytest

from crm.core import environment
from infra.local.twin import Twin
from tests.conftest import problem

ROUTE = "POST /me/devices"


def phone(number: int, **members: Any) -> dict[str, Any]:
    return {"platform": "android", "token": f"fcm-token:{number:040d}", "name": "Pixel", **members}


def listed(twin: Twin, user: str) -> list[str]:
    return [each["name"] for each in twin.call("GET /me/devices", user=user).json["items"]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call(ROUTE, phone(1)), 401, "not_signed_in")


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"platform": "fax"}, "platform"),
        ({"token": "short"}, "token"),
        ({"token": "令牌" * 20}, "token"),
        ({"name": " "}, "name"),
    ],
)
def test_what_is_not_acceptable_is_named(members: dict[str, Any], field: str, twin: Twin) -> None:
    answer = twin.call(ROUTE, phone(1, **members), user="agent")
    assert problem(answer, 422, "invalid_payload")["errors"][0]["field"] == field


def test_a_platform_that_the_company_has_not_connected_is_refused(twin: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    given = environment.find
    monkeypatch.setattr(environment, "find", lambda name, default: default if "PUSH_" in name else given(name, default))
    answer = twin.call(ROUTE, phone(1), user="agent")
    assert problem(answer, 422, "platform_not_served")["facts"]["platform"] == "android"


def test_the_token_is_never_shown(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("discreet", "agent")
    answer = twin.call(ROUTE, phone(2), user=user)
    assert answer.status == 201
    assert "token" not in answer.json
    assert twin.call("GET /me/devices", user=user).json["items"] == [answer.json]


def test_registering_again_gives_it_the_new_name(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("renames", "agent")
    first = twin.call(ROUTE, phone(3), user=user).json
    again = twin.call(ROUTE, phone(3, name="Pixel 9"), user=user).json
    assert again["device_id"] == first["device_id"]
    assert listed(twin, user) == ["Pixel 9"]


def test_a_device_tells_the_one_who_registered_it_last(twin: Twin, add_user: Callable[..., str]) -> None:
    before, now = add_user("had-it", "agent"), add_user("has-it", "agent")
    assert twin.call(ROUTE, phone(4), user=before).status == 201
    assert twin.call(ROUTE, phone(4), user=now).status == 201
    assert (listed(twin, before), listed(twin, now)) == ([], ["Pixel"])


def test_the_eleventh_takes_the_place_of_the_first(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("many-phones", "agent")
    for number in range(11):
        assert twin.call(ROUTE, phone(100 + number, name=f"No. {number}"), user=user).status == 201
    assert listed(twin, user) == [f"No. {number}" for number in range(10, 0, -1)]
