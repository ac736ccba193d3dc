"""Endpoints that do not work."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Twin
from tests.integration.messaging.conftest import Receiver, publish, states

Add = Callable[..., dict[str, Any]]


def shown(twin: Twin, endpoint: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = twin.call(f"GET /webhook-endpoints/{endpoint['endpoint_id']}", user="chief").json
    return found


def happens(twin: Twin) -> str:
    """Let something happen; return the id of the message that tells the endpoint."""
    event = publish(twin, "CaseOpened", {}, source="crm.cases")
    subject = event["id"].replace("evt", "case")
    publish(twin, "CaseClosed", {}, source="crm.cases", aggregate_id=subject)
    twin.settle()
    (told,) = twin.call(f"GET /messages?subject_id={subject}", user="agent").json["items"]
    return str(told["message_id"])


def test_a_webhook_is_tried_again_by_schedule_and_then_given_up(
    twin: Twin, add_endpoint: Add, receiver: Receiver, message: Callable[[str], dict[str, Any]]
) -> None:
    endpoint = add_endpoint(receiver.url, "CaseClosed")
    receiver.answers = [500]
    message_id = happens(twin)
    assert states(message(message_id)) == {"webhook": "retrying"}
    waits, start = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400], twin.clock.now().timestamp()
    twin.advance(days=5)
    told = message(message_id)["by_channel"]["webhook"]
    assert (told["state"], told["reason"], told["attempts"]) == ("failed", "http_500", 10)
    assert len({each["body"] for each in receiver.requests}) == 1
    expected = [start + sum(waits[:count]) for count in range(len(waits) + 1)]
    times = [int(each["headers"]["webhook-timestamp"]) for each in receiver.requests]
    assert all(0 <= at - due <= 15 for at, due in zip(times, expected, strict=True))
    assert shown(twin, endpoint)["consecutive_failures"] == 1


def test_success_forgets_failures(
    twin: Twin, add_endpoint: Add, receiver: Receiver, put_policy: Callable[..., None]
) -> None:
    put_policy(retry_after_seconds=[1])
    endpoint = add_endpoint(receiver.url, "CaseClosed")
    receiver.answers = [500]
    happens(twin)
    twin.advance(minutes=1)
    assert shown(twin, endpoint)["consecutive_failures"] == 1
    receiver.answers = [200]
    happens(twin)
    assert shown(twin, endpoint)["consecutive_failures"] == 0


def test_an_endpoint_that_keeps_failing_is_disabled_and_its_maker_told(
    twin: Twin, add_endpoint: Add, receiver: Receiver, put_policy: Callable[..., None]
) -> None:
    put_policy(retry_after_seconds=[1], disable_endpoint_after=3)
    endpoint = add_endpoint(receiver.url, "CaseClosed")
    receiver.answers = [503]
    for failures in (1, 2):
        happens(twin)
        twin.advance(minutes=1)
        assert (shown(twin, endpoint)["active"], shown(twin, endpoint)["consecutive_failures"]) == (True, failures)
    happens(twin)
    twin.advance(minutes=1)
    assert shown(twin, endpoint) | {"version": 0} == {
        **{name: value for name, value in endpoint.items() if name != "secret"},
        "version": 0,
        "active": False,
        "consecutive_failures": 3,
        "disabled_reason": "http_503",
    }
    notice = twin.call("GET /notifications", user="chief").json["items"][0]
    assert notice["template"] == "endpoint_disabled"
    assert receiver.url in notice["body"]
    version = shown(twin, endpoint)["version"]
    route = f"PATCH /webhook-endpoints/{endpoint['endpoint_id']}"
    enabled = twin.call(route, {"active": True}, user="chief", headers={"If-Match": str(version)}).json
    assert (enabled["active"], enabled["consecutive_failures"], enabled["disabled_reason"]) == (True, 0, None)


def test_gone_disables_at_once(
    twin: Twin, add_endpoint: Add, receiver: Receiver, message: Callable[[str], dict[str, Any]]
) -> None:
    endpoint = add_endpoint(receiver.url, "CaseClosed")
    receiver.answers = [410]
    told = message(happens(twin))["by_channel"]["webhook"]
    assert (told["state"], told["reason"], told["attempts"]) == ("failed", "gone", 1)
    assert (shown(twin, endpoint)["active"], shown(twin, endpoint)["disabled_reason"]) == (False, "gone")


def test_redirects_are_not_followed(
    twin: Twin, add_endpoint: Add, receiver: Receiver, message: Callable[[str], dict[str, Any]]
) -> None:
    add_endpoint(receiver.url, "CaseClosed")
    receiver.answers = [302]
    told = message(happens(twin))["by_channel"]["webhook"]
    assert (told["state"], told["reason"]) == ("retrying", "http_302")
    assert [each["path"] for each in receiver.requests] == ["/hooks"]


def test_nobody_there(twin: Twin, add_endpoint: Add, message: Callable[[str], dict[str, Any]]) -> None:
    add_endpoint("http://127.0.0.1:9/hooks", "CaseClosed")
    told = message(happens(twin))["by_channel"]["webhook"]
    assert (told["state"], told["reason"]) == ("retrying", "new_connection")


def test_a_name_that_has_moved_inside_is_refused(
    twin: Twin,
    add_endpoint: Add,
    message: Callable[[str], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_endpoint("https://shop.example.com/hooks", "CaseClosed")
    inside = [(2, 1, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr("crm.messaging.channels.addresses.socket.getaddrinfo", lambda *_, **__: inside)
    told = message(happens(twin))["by_channel"]["webhook"]
    assert (told["state"], told["reason"]) == ("failed", "address_inside")
