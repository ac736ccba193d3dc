"""Trying out a system."""

import json
from collections.abc import Callable
from typing import Any

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Receiver, states

Add = Callable[..., dict[str, Any]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("POST /webhook-endpoints/hook_1/tests"), 401, "not_signed_in")


def test_only_administrators(twin: Twin) -> None:
    problem(twin.call("POST /webhook-endpoints/hook_1/tests", user="supervisor"), 403, "not_allowed")


def test_unknown_endpoint(twin: Twin) -> None:
    problem(twin.call("POST /webhook-endpoints/hook_1/tests", user="chief"), 404, "not_found")


def test_a_disabled_endpoint_is_not_tried(twin: Twin, add_endpoint: Add, receiver: Receiver) -> None:
    endpoint_id = add_endpoint(receiver.url)["endpoint_id"]
    route = f"PATCH /webhook-endpoints/{endpoint_id}"
    twin.call(route, {"active": False}, user="chief", headers={"If-Match": "1"})
    problem(twin.call(f"POST /webhook-endpoints/{endpoint_id}/tests", user="chief"), 409, "endpoint_inactive")


def test_the_answer_names_the_message(
    twin: Twin, add_endpoint: Add, receiver: Receiver, message: Callable[[str], dict[str, Any]]
) -> None:
    endpoint_id = add_endpoint(receiver.url, "CaseOpened")["endpoint_id"]
    key = {"Idempotency-Key": "try-this-endpoint-once"}
    answer = twin.call(f"POST /webhook-endpoints/{endpoint_id}/tests", user="chief", headers=key)
    assert answer.status == 202
    again = twin.call(f"POST /webhook-endpoints/{endpoint_id}/tests", user="chief", headers=key)
    assert again.json == answer.json
    twin.settle()
    assert states(message(answer.json["message_id"])) == {"webhook": "sent"}
    (request,) = receiver.requests
    assert request["headers"]["webhook-id"] == answer.json["message_id"]
    assert json.loads(request["body"])["type"] == "EndpointTested"
