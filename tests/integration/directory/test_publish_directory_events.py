"""Putting what happened in the directory on the bus."""

from collections.abc import Callable

import jsonschema_rs

from infra.local.twin import Twin
from infra.openapi import events
from tests.integration.directory.conftest import Happened


def test_what_happened_is_told_once_and_in_order(twin: Twin, add_user: Callable[..., str], happened: Happened) -> None:
    user = add_user("publish-1", "agent")
    twin.call(f"PUT /users/{user}/presence", {"presence": "online"}, user=user)
    twin.settle()
    twin.settle()
    told = [each for type_ in ("UserCreated", "UserPresenceChanged", "UserBecameAvailable") for each in happened(type_)]
    assert [(each["aggregate_id"], each["aggregate_version"]) for each in told] == [(user, 1), (user, 2), (user, 2)]
    assert told[1]["actor"] == {"kind": "staff", "id": user}


def test_what_is_told_has_the_published_form(twin: Twin, add_user: Callable[..., str], happened: Happened) -> None:
    user = add_user("publish-2", "agent", skills=[{"skill": "API", "expires_on": "2026-03-10"}])
    twin.call(f"PUT /users/{user}/presence", {"presence": "online"}, user=user)
    twin.call("POST /teams", {"name": "x"}, user="admin")
    twin.settle()
    twin.advance(minutes=1)
    for name in ("UserCreated", "UserPresenceChanged", "SkillExpiryAnnounced", "TeamCreated", "MessageRequested"):
        told = happened(name)
        assert told, name
        for each in told:
            jsonschema_rs.validate(events.schemas()[name], each)


def test_what_failed_is_delivered_again_with_the_same_ids(
    twin: Twin, add_user: Callable[..., str], happened: Happened
) -> None:
    failures = iter([True, True])

    def fail_twice(operation: str, action: str) -> None:
        if operation == "directory.publish_directory_events" and action == "events:PutEvents" and next(failures, False):
            raise ConnectionError

    def fail_afterwards(operation: str, action: str) -> None:
        if operation == "directory.publish_directory_events" and action == "events:PutEvents" and next(lost, False):
            raise ConnectionError

    lost = iter([True])
    twin.functions.before_call, twin.functions.after_call = fail_twice, fail_afterwards
    try:
        add_user("publish-3", "agent")
    finally:
        twin.functions.before_call = twin.functions.after_call = lambda _operation, _action: None
    told = happened("UserCreated")
    assert len(told) == 2
    assert told[0] == told[1]
