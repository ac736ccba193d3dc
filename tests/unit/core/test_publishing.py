"""From commit records to the bus."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from crm.core import publishing
from crm.core.access import SYSTEM
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.publishing import COMMITS, NotPublishedError
from crm.core.settings_edit import SettingChanged
from crm.core.streams import StreamChange, matches
from crm.core.triggers import on_event
from tests.unit.core.conftest import START, FakeClient


class ThingPainted(Event):
    colour: str
    coats: int = 1


COMMAND = Command(SYSTEM, START, "things.paint_thing", "run-1", cause_id="evt_1")
MESSAGE = MessageRequested(to="li-lei", template="painted", subject_id="thing_1", facts={"colour": "红"})


@pytest.fixture(autouse=True)
def _bus(given: Callable[..., None]) -> None:
    given({"BUS": "the-bus"})


def change(events: int, messages: int = 0) -> StreamChange:
    painted = [ThingPainted(colour=f"{number}") for number in range(events)]
    return StreamChange(None, CommitRecord.of(COMMAND, "thing_1", 3, painted, [MESSAGE] * messages).to_item())


def published(fake: FakeClient) -> list[dict[str, Any]]:
    return [entry for request in fake.named("put_events") for entry in request["Entries"]]


def test_events_and_message_requests_go_out_in_order(fake_aws: FakeClient) -> None:
    fake_aws.answers = {"put_events": [{"FailedEntryCount": 0}]}
    publishing.publish("things", change(2, 1))
    entries = published(fake_aws)
    assert [(entry["Source"], entry["DetailType"]) for entry in entries] == [
        ("crm.things", "ThingPainted"),
        ("crm.things", "ThingPainted"),
        ("crm.core", "MessageRequested"),
    ]
    assert {entry["EventBusName"] for entry in entries} == {"the-bus"}
    detail = json.loads(entries[0]["Detail"])
    assert detail["data"] == {"colour": "0"}
    assert (detail["aggregate_id"], detail["aggregate_version"]) == ("thing_1", 3)
    assert (detail["correlation_id"], detail["cause_id"]) == ("run-1", "evt_1")
    assert detail["occurred_at"] == "2026-03-02T02:00:00Z"
    assert json.loads(entries[2]["Detail"])["data"]["facts"] == {"colour": "红"}


def test_at_most_ten_a_call(fake_aws: FakeClient) -> None:
    fake_aws.answers = {"put_events": [{"FailedEntryCount": 0}]}
    publishing.publish("things", change(21, 2))
    assert [len(request["Entries"]) for request in fake_aws.named("put_events")] == [10, 10, 3]


def test_a_second_publication_carries_the_same_ids(fake_aws: FakeClient) -> None:
    fake_aws.answers = {"put_events": [{"FailedEntryCount": 0}]}
    for _ in range(2):
        publishing.publish("things", change(2, 2))
    ids = [json.loads(entry["Detail"])["id"] for entry in published(fake_aws)]
    assert ids[:4] == ids[4:]
    assert len(set(ids)) == 4


def test_what_the_bus_refused_is_delivered_again(fake_aws: FakeClient) -> None:
    fake_aws.answers = {"put_events": [{"FailedEntryCount": 0}, {"FailedEntryCount": 1}]}
    with pytest.raises(NotPublishedError):
        publishing.publish("things", change(11))


def test_a_removed_item_is_nothing_to_publish(fake_aws: FakeClient) -> None:
    publishing.publish("things", StreamChange(change(1).new, None))
    assert fake_aws.calls == []


def test_the_stream_pattern_lets_commit_records_through_and_nothing_else() -> None:
    record = {"eventName": "INSERT", "dynamodb": {"NewImage": change(1).new}}
    assert matches(COMMITS, record)
    assert not matches(COMMITS, record | {"eventName": "MODIFY"})
    assert not matches(COMMITS, {"eventName": "INSERT", "dynamodb": {"NewImage": {"kind": {"S": "user"}}}})
    assert not matches(COMMITS, {"eventName": "REMOVE", "dynamodb": {"OldImage": change(1).new}})


def test_a_reaction_waits_for_the_source_under_which_its_event_is_published() -> None:
    @on_event(SettingChanged)
    def handler(event: object, command: object) -> None:
        """React."""

    assert handler.spec.trigger.source == "crm.core"  # type: ignore[union-attr]
