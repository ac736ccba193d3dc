"""What the world hears of messaging."""

import json
from collections.abc import Callable
from typing import Any

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.integration.messaging.conftest import Ask


def published(calls: list[AwsCall]) -> list[dict[str, Any]]:
    bodies = [json.loads(call.body) for call in calls if call.action == "PutEvents"]
    return [entry for body in bodies for entry in body["Entries"] if entry["Source"] == "crm.messaging"]


def test_a_message_that_is_sent_is_no_event(ask: Ask, calls: list[AwsCall]) -> None:
    ask("agent")
    assert published(calls) == []


def test_a_failure_is_told_once_without_facts(twin: Twin, ask: Ask, calls: list[AwsCall]) -> None:
    message_id = ask("agent", "no_such_template", facts={"title": "a secret"})
    (entry,) = published(calls)
    detail = json.loads(entry["Detail"])
    assert entry["DetailType"] == "MessageFailed"
    assert (detail["aggregate_id"], detail["actor"]["kind"]) == (message_id, "system")
    assert detail["data"]["reason"] == "unknown_template"
    assert "a secret" not in entry["Detail"]


def test_a_new_endpoint_is_told_without_its_secret(
    add_endpoint: Callable[..., dict[str, Any]], calls: list[AwsCall]
) -> None:
    secret = add_endpoint("https://shop.example.com/hooks")["secret"]
    (entry,) = published(calls)
    assert entry["DetailType"] == "EndpointCreated"
    assert secret not in entry["Detail"]
