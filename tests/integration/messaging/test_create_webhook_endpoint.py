"""Letting another system hear of events."""

from typing import Any

import pytest

from infra.local.twin import Twin
from tests.conftest import problem

ROUTE = "POST /webhook-endpoints"


def body(**members: Any) -> dict[str, Any]:
    return {"url": "https://shop.example.com/hooks", "event_types": ["CaseOpened"], **members}


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call(ROUTE, body()), 401, "not_signed_in")


def test_only_administrators(twin: Twin) -> None:
    problem(twin.call(ROUTE, body(), user="supervisor"), 403, "not_allowed")


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"url": "http://shop.example.com"}, "url"),
        ({"url": "https://10.0.0.7/hooks"}, "url"),
        ({"url": "https://169.254.169.254/latest"}, "url"),
        ({"url": "https://user:secret@shop.example.com"}, "url"),
        ({"url": "not a url"}, "url"),
        ({"event_types": []}, "event_types"),
        ({"event_types": ["case opened"]}, "event_types.0"),
        ({"secret": "mine"}, "secret"),
    ],
)
def test_what_is_not_acceptable_is_named(members: dict[str, Any], field: str, twin: Twin) -> None:
    answer = twin.call(ROUTE, body(**members), user="chief")
    assert problem(answer, 422, "invalid_payload")["errors"][0]["field"] == field


def test_the_secret_is_shown_once(twin: Twin) -> None:
    answer = twin.call(ROUTE, body(description="the shop"), user="chief")
    assert answer.status == 201
    made = answer.json
    assert made["secret"].startswith("whsec_")
    assert made["previous_secret_until"] is None
    endpoint = made["endpoint"]
    assert endpoint["endpoint_id"].startswith("hook_")
    assert (endpoint["active"], endpoint["created_by"], endpoint["version"]) == (True, "chief", 1)
    for route in (f"GET /webhook-endpoints/{endpoint['endpoint_id']}", "GET /webhook-endpoints"):
        assert made["secret"] not in twin.call(route, user="chief").body


def test_a_repeated_call_makes_one_endpoint(twin: Twin) -> None:
    key = {"Idempotency-Key": "make-this-endpoint-once"}
    first = twin.call(ROUTE, body(), user="chief", headers=key)
    again = twin.call(ROUTE, body(), user="chief", headers=key)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json == first.json
    problem(twin.call(ROUTE, body(event_types=["*"]), user="chief", headers=key), 409, "idempotency_key_reused")


def test_no_event_and_no_log_holds_the_secret(twin: Twin, capsys: pytest.CaptureFixture[str]) -> None:
    published: list[str] = []
    twin.functions.watchers.append(lambda call: published.append(call.body))
    made = twin.call(ROUTE, body(), user="chief").json
    published.clear()
    twin.settle()
    assert made["secret"] not in "".join(published)
    assert made["secret"] not in capsys.readouterr().out
