"""Stream records: which concern a function, and reading them again."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.events.models import EventPattern

from crm.core import streams
from crm.core.spec import OnStream
from crm.core.streams import RecordsGoneError, Stretch
from infra import catalog
from tests.unit.core.conftest import FakeClient

ARN = "arn:aws:dynamodb:eu-central-1:123456789012:table/things/stream/2026"
PATTERNS: list[dict[str, Any]] = [
    {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["commit"]}}}},
    {"$or": [{"eventName": ["REMOVE"]}, {"dynamodb": {"OldImage": {"due": {"N": [{"exists": True}]}}}}]},
    {"dynamodb": {"NewImage": {"due": {"N": [{"exists": False}]}}}},
    {"dynamodb": {"NewImage": {"pk": {"S": [{"prefix": "case_"}, "other"]}}}},
    *(spec.trigger.pattern for spec in catalog.specs().values() if isinstance(spec.trigger, OnStream)),
]

values = st.sampled_from(["commit", "user", "case_1", "other", ""])
images = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.fixed_dictionaries({"S": values}),
        "pk": st.fixed_dictionaries({"S": values}),
        "due": st.fixed_dictionaries({"N": st.sampled_from(["1", "2"])}),
        "next_due_at": st.fixed_dictionaries({"N": st.sampled_from(["1", "2"])}),
    },
)
records = st.fixed_dictionaries(
    {
        "eventName": st.sampled_from(["INSERT", "MODIFY", "REMOVE"]),
        "dynamodb": st.fixed_dictionaries({}, optional={"OldImage": images, "NewImage": images}),
    }
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PATTERNS), records)
def test_patterns_mean_what_they_mean_elsewhere(pattern: dict[str, Any], record: dict[str, Any]) -> None:
    theirs = EventPattern.load(json.dumps(pattern)).matches_event(record)  # type: ignore[arg-type]
    assert streams.matches(pattern, record) == bool(theirs)


def test_an_unknown_rule_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="numeric"):
        streams.matches({"a": [{"numeric": [">", 1]}]}, {"a": 1})


def record(number: int, **image: Any) -> dict[str, Any]:
    return {"eventID": str(number), "dynamodb": {"SequenceNumber": str(number), "NewImage": image}}


def stretch(first: int, last: int) -> Stretch:
    return Stretch(ARN, "shard-1", first, last)


def test_a_stretch_is_read_from_its_first_record_to_its_last(fake_aws: FakeClient) -> None:
    fake_aws.answers = {
        "get_shard_iterator": [{"ShardIterator": "1"}],
        "get_records": [
            {"Records": [record(7), record(8)], "NextShardIterator": "2"},
            {"Records": [], "NextShardIterator": "3"},
            {"Records": [record(9), record(10), record(11)], "NextShardIterator": "4"},
        ],
    }
    found = streams.read(stretch(7, 10))
    assert [each["eventID"] for each in found] == ["7", "8", "9", "10"]
    (asked,) = fake_aws.named("get_shard_iterator")
    assert (asked["SequenceNumber"], asked["ShardIteratorType"]) == ("7", "AT_SEQUENCE_NUMBER")


def test_records_look_as_lambda_hands_them_over(fake_aws: FakeClient) -> None:
    raw = record(7, body={"B": b"\x00\xff"}, tags={"L": [{"B": b"a"}, {"S": "李"}]})
    raw["dynamodb"]["ApproximateCreationDateTime"] = object()
    fake_aws.answers = {"get_shard_iterator": [{"ShardIterator": "1"}], "get_records": [{"Records": [raw]}]}
    (found,) = streams.read(stretch(7, 7))
    assert found["dynamodb"]["NewImage"] == {"body": {"B": "AP8="}, "tags": {"L": [{"B": "YQ=="}, {"S": "李"}]}}
    assert (found["eventSource"], found["eventSourceARN"]) == ("aws:dynamodb", ARN)
    json.dumps(found)


@pytest.mark.parametrize(
    "answers",
    [
        {"get_shard_iterator": [FakeClient.exceptions.TrimmedDataAccessException()]},
        {"get_shard_iterator": [FakeClient.exceptions.ResourceNotFoundException()]},
        {
            "get_shard_iterator": [{"ShardIterator": "1"}],
            "get_records": [FakeClient.exceptions.TrimmedDataAccessException()],
        },
        {"get_shard_iterator": [{"ShardIterator": "1"}], "get_records": [{"Records": [record(7)]}]},
        {"get_shard_iterator": [{"ShardIterator": "1"}], "get_records": [{"Records": [], "NextShardIterator": "1"}]},
    ],
)
def test_records_that_are_gone(fake_aws: FakeClient, answers: dict[str, list[Any]]) -> None:
    fake_aws.answers = answers
    with pytest.raises(RecordsGoneError):
        streams.read(stretch(7, 8))
