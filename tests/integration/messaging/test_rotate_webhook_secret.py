"""Giving a system a new secret."""

from collections.abc import Callable
from typing import Any

from crm.messaging.channels.signing import signature
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Receiver, publish

Add = Callable[..., dict[str, Any]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("POST /webhook-endpoints/hook_1/secret-rotations"), 401, "not_signed_in")


def test_only_administrators(twin: Twin) -> None:
    problem(twin.call("POST /webhook-endpoints/hook_1/secret-rotations", user="supervisor"), 403, "not_allowed")


def test_unknown_endpoint(twin: Twin) -> None:
    problem(twin.call("POST /webhook-endpoints/hook_1/secret-rotations", user="chief"), 404, "not_found")


def test_a_repeated_call_rotates_once(twin: Twin, add_endpoint: Add) -> None:
    route = f"POST /webhook-endpoints/{add_endpoint('https://shop.example.com')['endpoint_id']}/secret-rotations"
    key = {"Idempotency-Key": "rotate-this-once"}
    first = twin.call(route, user="chief", headers=key)
    assert first.status == 201
    assert twin.call(route, user="chief", headers=key).json == first.json


def test_both_secrets_sign_for_a_day(twin: Twin, add_endpoint: Add, receiver: Receiver) -> None:
    made = add_endpoint(receiver.url, "CaseOpened")
    route = f"POST /webhook-endpoints/{made['endpoint_id']}/secret-rotations"
    rotated = twin.call(route, user="chief").json
    assert rotated["secret"] != made["secret"]
    assert rotated["endpoint"]["version"] == 2
    for secrets in ([rotated["secret"], made["secret"]], [rotated["secret"]]):
        publish(twin, "CaseOpened", {}, source="crm.cases")
        twin.settle()
        request = receiver.requests.pop()
        headers = request["headers"]
        message_id, at = headers["webhook-id"], int(headers["webhook-timestamp"])
        expected = [signature(secret, message_id, at, request["body"]) for secret in secrets]
        assert headers["webhook-signature"].split(" ") == expected
        twin.advance(hours=24)
