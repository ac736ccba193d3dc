"""From the settings' table to the bus."""

from collections.abc import Callable
from typing import Any

import jsonschema_rs

from infra.local.pump import Killed
from infra.local.twin import Answer, Twin
from infra.openapi import events
from tests.integration.platform.conftest import calendar

Put = Callable[..., Answer]
KIND = "directory.calendar"


def published(twin: Twin, name: str) -> list[dict[str, Any]]:
    twin.settle()
    return [each for each in twin.pump.events if each["type"] == "SettingChanged" and each["data"]["name"] == name]


def test_a_new_version_is_told_as_the_kernels_own_event(twin: Twin, put: Put) -> None:
    assert put(KIND, "told", calendar(), note="夜班").status == 200
    (event,) = published(twin, "told")
    assert event.pop("source") == "crm.core"
    assert event["data"] == {"kind": KIND, "name": "told", "version": 1, "note": "夜班"}
    assert event["actor"] == {"kind": "staff", "id": "admin"}
    jsonschema_rs.validate(events.schemas()["SettingChanged"], event)


def test_a_document_that_is_in_force_already_is_told_nobody(twin: Twin, put: Put) -> None:
    for version in (0, 1):
        assert put(KIND, "same", calendar(), version=version).status == 200
    assert len(published(twin, "same")) == 1


def test_a_record_delivered_again_carries_the_same_ids(twin: Twin, put: Put) -> None:
    def kill(operation: str, action: str) -> None:
        if (operation, action) == ("platform.publish_platform_events", "events:PutEvents"):
            twin.functions.after_call = calm
            raise Killed

    calm = twin.functions.after_call
    twin.functions.after_call = kill
    put(KIND, "twice", calendar())
    first, again = published(twin, "twice")
    assert first == again
