"""A system that hears of events."""

from collections.abc import Callable
from typing import Any

from infra.local.twin import Twin
from tests.conftest import problem

Add = Callable[..., dict[str, Any]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /webhook-endpoints/hook_1"), 401, "not_signed_in")


def test_only_administrators(twin: Twin) -> None:
    problem(twin.call("GET /webhook-endpoints/hook_1", user="agent"), 403, "not_allowed")


def test_unknown_endpoint(twin: Twin) -> None:
    problem(twin.call("GET /webhook-endpoints/hook_1", user="chief"), 404, "not_found")


def test_a_message_is_no_endpoint(twin: Twin, ask: Callable[..., str]) -> None:
    problem(twin.call(f"GET /webhook-endpoints/{ask('agent')}", user="chief"), 404, "not_found")


def test_as_it_was_made(twin: Twin, add_endpoint: Add) -> None:
    made = add_endpoint("https://shop.example.com/hooks", "CaseOpened")
    answer = twin.call(f"GET /webhook-endpoints/{made['endpoint_id']}", user="chief")
    assert answer.json == {name: value for name, value in made.items() if name != "secret"}
    assert answer.headers["ETag"] == '"1"'
