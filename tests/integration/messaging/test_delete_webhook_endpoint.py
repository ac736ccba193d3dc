"""No longer telling a system."""

from collections.abc import Callable
from typing import Any

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Receiver, publish

Add = Callable[..., dict[str, Any]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("DELETE /webhook-endpoints/hook_1"), 401, "not_signed_in")


def test_only_administrators(twin: Twin) -> None:
    problem(twin.call("DELETE /webhook-endpoints/hook_1", user="supervisor"), 403, "not_allowed")


def test_unknown_endpoint(twin: Twin) -> None:
    problem(twin.call("DELETE /webhook-endpoints/hook_1", user="chief"), 404, "not_found")


def test_a_stale_version_is_refused(twin: Twin, add_endpoint: Add) -> None:
    endpoint_id = add_endpoint("https://shop.example.com")["endpoint_id"]
    answer = twin.call(f"DELETE /webhook-endpoints/{endpoint_id}", user="chief", headers={"If-Match": "5"})
    problem(answer, 409, "stale_version")


def test_it_is_gone_and_hears_nothing(twin: Twin, add_endpoint: Add, receiver: Receiver) -> None:
    endpoint_id = add_endpoint(receiver.url)["endpoint_id"]
    receiver.answers = [500]
    publish(twin, "CaseOpened", {}, source="crm.cases", aggregate_id="case_deleted")
    twin.settle()
    answer = twin.call(f"DELETE /webhook-endpoints/{endpoint_id}", user="chief")
    assert (answer.status, answer.body) == (204, "")
    problem(twin.call(f"GET /webhook-endpoints/{endpoint_id}", user="chief"), 404, "not_found")
    twin.advance(hours=1)
    assert len(receiver.requests) == 1
    (waiting,) = twin.call("GET /messages?subject_id=case_deleted", user="agent").json["items"]
    assert [(each["state"], each["reason"]) for each in waiting["deliveries"]] == [("suppressed", "unknown_recipient")]
    listed = twin.call("GET /webhook-endpoints", user="chief").json["items"]
    assert endpoint_id not in [each["endpoint_id"] for each in listed]
