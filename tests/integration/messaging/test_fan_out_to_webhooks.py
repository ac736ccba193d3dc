"""Telling other systems what happened."""

import json
from collections.abc import Callable
from typing import Any

from crm.messaging.channels.signing import signature
from infra.local.twin import Twin
from tests.integration.messaging.conftest import Receiver, publish

Add = Callable[..., dict[str, Any]]


def told(receiver: Receiver) -> list[str]:
    return [json.loads(each["body"])["type"] for each in receiver.requests]


def test_a_system_hears_what_it_wants_signed(twin: Twin, add_endpoint: Add, receiver: Receiver) -> None:
    endpoint = add_endpoint(receiver.url, "CaseOpened")
    publish(twin, "CaseClosed", {}, source="crm.cases")
    event = publish(twin, "CaseOpened", {"title": "设备无法联网"}, source="crm.cases")
    twin.settle()
    (request,) = receiver.requests
    headers = request["headers"]
    payload = json.loads(request["body"])
    assert payload["type"] == "CaseOpened"
    assert payload["timestamp"].startswith("2026-03-0")
    assert payload["data"] == {
        "event_id": event["id"],
        "aggregate_id": "case_1",
        "aggregate_version": 1,
        "schema_version": 1,
        "actor": {"kind": "staff", "id": "agent"},
        "details": {"title": "设备无法联网"},
    }
    at = int(headers["webhook-timestamp"])
    assert at == int(twin.clock.now().timestamp())
    assert headers["webhook-signature"] == signature(endpoint["secret"], headers["webhook-id"], at, request["body"])
    assert headers["content-type"] == "application/json"


def test_events_of_every_domain_and_none_of_our_own(twin: Twin, add_endpoint: Add, receiver: Receiver) -> None:
    add_endpoint(receiver.url)
    body = {"user_id": "newcomer", "name": "newcomer", "email": "newcomer@kairos.example", "roles": ["agent"]}
    twin.call("POST /users", body, user="admin")
    publish(twin, "MessageFailed", {}, source="crm.messaging")
    twin.settle()
    assert told(receiver) == ["UserCreated"]


def test_an_event_that_arrives_twice_is_told_once(twin: Twin, add_endpoint: Add, receiver: Receiver) -> None:
    add_endpoint(receiver.url)
    for _ in range(2):
        publish(twin, "CaseOpened", {}, source="crm.cases", id="evt_00000000000000000000000000")
        twin.settle()
    assert told(receiver) == ["CaseOpened"]


def test_each_endpoint_hears_for_itself(twin: Twin, add_endpoint: Add, receiver: Receiver) -> None:
    for _ in range(2):
        add_endpoint(receiver.url)
    publish(twin, "CaseOpened", {}, source="crm.cases")
    twin.settle()
    assert len({each["headers"]["webhook-id"] for each in receiver.requests}) == 2


def test_a_disabled_endpoint_hears_nothing(twin: Twin, add_endpoint: Add, receiver: Receiver) -> None:
    endpoint_id = add_endpoint(receiver.url)["endpoint_id"]
    twin.call(f"PATCH /webhook-endpoints/{endpoint_id}", {"active": False}, user="chief", headers={"If-Match": "1"})
    publish(twin, "CaseOpened", {}, source="crm.cases")
    twin.settle()
    assert receiver.requests == []
