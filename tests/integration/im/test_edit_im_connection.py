"""Changing a connection."""

from typing import Any

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import Connect, bring, done, written


def edit(twin: Twin, connection_id: str, body: Any, version: int = 1, user: str = "admin") -> Any:
    return twin.call(f"PATCH /im/connections/{connection_id}", body, user=user, headers={"If-Match": f'"{version}"'})


def test_what_may_not_be_changed(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack")
    problem(edit(twin, connection_id, {"name": "x"}, user="li-lei"), 403, "not_allowed")
    problem(edit(twin, "conn_none", {"name": "x"}), 404, "not_found")
    problem(edit(twin, connection_id, {"name": None}), 422, "invalid_payload")
    problem(edit(twin, connection_id, {"credentials": {}}), 422, "invalid_payload")
    problem(edit(twin, connection_id, {"name": "x"}, version=7), 409, "stale_version")


def test_a_connection_that_is_switched_off_takes_nothing(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack")
    off = done(edit(twin, connection_id, {"active": False}))
    assert (off["active"], off["version"]) == (False, 2)
    request = written(twin, "slack", "@张敏 客户B 售后", "1772416900.000001")
    problem(bring(twin, connection_id, request), 404, "not_found")
    done(edit(twin, connection_id, {"active": True}, version=2))
    assert bring(twin, connection_id, request).status == 200
    twin.settle()
    (first, *_) = [each for each in twin.pump.events if each["type"] == "ConnectionEdited"]
    assert first["data"] == {"changes": {"active": [True, False]}}


def test_an_edit_that_changes_nothing_writes_nothing(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack", per_minute=30)
    assert done(edit(twin, connection_id, {"name": "slack", "per_minute": 30}))["version"] == 1
    assert done(edit(twin, connection_id, {"per_minute": None}))["per_minute"] is None
