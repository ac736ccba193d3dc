"""Changing a system that hears of events."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem

Add = Callable[..., dict[str, Any]]


def edit(twin: Twin, endpoint_id: str, body: dict[str, Any], version: int | None = 1, user: str = "chief") -> Answer:
    headers = {} if version is None else {"If-Match": str(version)}
    return twin.call(f"PATCH /webhook-endpoints/{endpoint_id}", body, user=user, headers=headers)


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("PATCH /webhook-endpoints/hook_1", {}), 401, "not_signed_in")


def test_only_administrators(twin: Twin) -> None:
    problem(edit(twin, "hook_1", {}, user="supervisor"), 403, "not_allowed")


def test_unknown_endpoint(twin: Twin) -> None:
    problem(edit(twin, "hook_1", {"active": False}), 404, "not_found")


def test_a_version_is_needed_and_must_be_the_present_one(twin: Twin, add_endpoint: Add) -> None:
    endpoint_id = add_endpoint("https://shop.example.com/hooks")["endpoint_id"]
    problem(edit(twin, endpoint_id, {"active": False}, None), 428, "version_required")
    current = problem(edit(twin, endpoint_id, {"active": False}, 7), 409, "stale_version")["facts"]["current"]
    assert current["endpoint_id"] == endpoint_id
    assert "secret" not in current


@pytest.mark.parametrize("body", [{"url": "https://10.0.0.7/"}, {"url": None}, {"secret": "x"}, {"active": None}])
def test_what_is_not_acceptable(body: dict[str, Any], twin: Twin, add_endpoint: Add) -> None:
    endpoint_id = add_endpoint("https://shop.example.com/hooks")["endpoint_id"]
    problem(edit(twin, endpoint_id, body), 422, "invalid_payload")


def test_members_that_are_left_out_stay(twin: Twin, add_endpoint: Add) -> None:
    made = add_endpoint("https://shop.example.com/hooks", "CaseOpened")
    answer = edit(twin, made["endpoint_id"], {"event_types": ["*"]})
    assert answer.json == {k: v for k, v in made.items() if k != "secret"} | {"event_types": ["*"], "version": 2}
    again = edit(twin, made["endpoint_id"], {"event_types": ["*"]}, 2)
    assert again.json["version"] == 2
