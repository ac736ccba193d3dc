"""Records of a table's stream: which of them concern a function, and reading them again after it failed."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm.core import aws

_PAGES = 20


class RecordsGoneError(LookupError):
    """The stream no longer holds the records: it keeps them for 24 hours."""


@dataclass(frozen=True, slots=True)
class StreamChange:
    """A change of one item: its raw images before and after, None where there was or is none."""

    old: dict[str, Any] | None
    new: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The records of one shard from one sequence number to another, both included."""

    stream_arn: str
    shard_id: str
    first: int
    last: int


def matches(pattern: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Say whether an event-source filter lets a record through, as Lambda itself decides it.

    A function that is handed a whole stretch again, after a failure, must skip what it was never meant to see.
    """
    return all(
        any(matches(each, record) for each in wanted) if name == "$or" else _member_matches(wanted, record.get(name))
        for name, wanted in pattern.items()
    )


def _member_matches(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, Mapping):
        return matches(wanted, found if isinstance(found, Mapping) else {})
    return any(_value_matches(each, found) for each in wanted)


def _value_matches(wanted: Any, found: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return bool(found == wanted)
    (rule, operand), *others = wanted.items()
    if rule == "exists" and not others:
        return (found is not None) is operand
    if rule == "prefix" and not others:
        return isinstance(found, str) and found.startswith(operand)
    raise ValueError(f"a stream pattern may ask for values, exists and prefix, not for {wanted}")


def read(stretch: Stretch) -> list[dict[str, Any]]:
    """Return the records of a stretch as Lambda hands them over; raise `RecordsGoneError` where they are gone."""
    client = aws.client("dynamodbstreams")
    try:
        iterator = client.get_shard_iterator(
            StreamArn=stretch.stream_arn,
            ShardId=stretch.shard_id,
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=str(stretch.first),
        )["ShardIterator"]
        return _read_from(iterator, stretch)
    except (client.exceptions.TrimmedDataAccessException, client.exceptions.ResourceNotFoundException):
        raise RecordsGoneError from None


def _read_from(iterator: str | None, stretch: Stretch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _ in range(_PAGES):
        if iterator is None:
            break
        answer = aws.client("dynamodbstreams").get_records(ShardIterator=iterator)
        for record in answer["Records"]:
            number = int(record["dynamodb"]["SequenceNumber"])
            if number <= stretch.last:
                found.append(as_lambda_sees(record, stretch.stream_arn))
            if number >= stretch.last:
                return found
        iterator = answer.get("NextShardIterator")
    raise RecordsGoneError


def as_lambda_sees(record: Mapping[str, Any], stream_arn: str) -> dict[str, Any]:
    """Return a record that the streams API gave in the form in which Lambda hands it to a function."""
    change = {name: _plain(value) for name, value in record["dynamodb"].items() if not name.startswith("Approximate")}
    return {**record, "dynamodb": change, "eventSource": "aws:dynamodb", "eventSourceARN": stream_arn}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
