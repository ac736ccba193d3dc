"""Being told on a phone no longer."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem

PHONE = {"platform": "ios", "token": "e" * 64, "name": "iPhone"}


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("DELETE /me/devices/device_1"), 401, "not_signed_in")


def test_somebody_elses_is_not_found(twin: Twin, add_user: Callable[..., str]) -> None:
    owner = add_user("keeps-phone", "agent")
    device_id = twin.call("POST /me/devices", PHONE, user=owner).json["device_id"]
    problem(twin.call(f"DELETE /me/devices/{device_id}", user="agent"), 404, "not_found")
    assert len(twin.call("GET /me/devices", user=owner).json["items"]) == 1


def test_it_is_gone_and_can_be_registered_again(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("signs-out", "agent")
    device_id = twin.call("POST /me/devices", PHONE, user=user).json["device_id"]
    assert twin.call(f"DELETE /me/devices/{device_id}", user=user).status == 204
    problem(twin.call(f"DELETE /me/devices/{device_id}", user=user), 404, "not_found")
    assert twin.call("GET /me/devices", user=user).json["items"] == []
    assert twin.call("POST /me/devices", PHONE, user=user).json["device_id"] == device_id
