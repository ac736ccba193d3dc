"""From commit records to the bus: what the stream function of every domain does."""

import json
from collections.abc import Iterable
from typing import Any

from crm.core import aws, environment
from crm.core.commit import RECORD_KIND, CommitRecord
from crm.core.events import Envelope
from crm.core.streams import StreamChange

COMMITS: dict[str, Any] = {
    "eventName": ["INSERT"],
    "dynamodb": {"NewImage": {"kind": {"S": [RECORD_KIND]}}},
}
"""The stream pattern of commit records."""

_ENTRIES_LIMIT = 10


class NotPublishedError(RuntimeError):
    """The bus refused some entries; the publisher runs again, with the same event ids."""


def publish(domain: str, change: StreamChange) -> None:
    """Put the record's events and message requests on the bus, in order.

    A record that is published twice carries the same ids twice: reactions take the second for the first.
    """
    if change.new is None:
        return
    record = CommitRecord.from_item(change.new)
    entries = [_entry(f"crm.{domain}", each) for each in record.envelopes()]
    _put([*entries, *_requests(record.requests())])


def request(envelopes: Iterable[Envelope]) -> None:
    """Put message requests on the bus that come from no commit record; their ids make each of them one message."""
    _put(_requests(envelopes))


def _requests(envelopes: Iterable[Envelope]) -> list[dict[str, Any]]:
    return [_entry("crm.core", each) for each in envelopes]


def _put(entries: list[dict[str, Any]]) -> None:
    for start in range(0, len(entries), _ENTRIES_LIMIT):
        answer = aws.client("events").put_events(Entries=entries[start : start + _ENTRIES_LIMIT])
        if answer["FailedEntryCount"]:
            raise NotPublishedError(f"{answer['FailedEntryCount']} of {len(entries)} entries")


def _entry(source: str, envelope: Envelope) -> dict[str, Any]:
    return {
        "EventBusName": environment.get("BUS"),
        "Source": source,
        "DetailType": envelope.type,
        "Time": envelope.occurred_at,
        "Detail": json.dumps(envelope.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")),
    }
