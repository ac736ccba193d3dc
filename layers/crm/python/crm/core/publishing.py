"""From commit records to the bus: what the stream function of every domain does."""

import json
from typing import Any

from crm.core import aws, environment
from crm.core.commit import RECORD_KIND, CommitRecord
from crm.core.events import Envelope
from crm.core.triggers import StreamChange

COMMITS: dict[str, Any] = {
    "eventName": ["INSERT"],
    "dynamodb": {"NewImage": {"kind": {"S": [RECORD_KIND]}}},
}
"""The stream pattern of commit records."""

_ENTRIES_LIMIT = 10


class NotPublishedError(RuntimeError):
    """The bus refused some entries; the record is delivered again, with the same event ids."""


def publish(domain: str, change: StreamChange) -> None:
    """Put the record's events and message requests on the bus, in order.

    A record that is published twice carries the same ids twice: reactions take the second for the first.
    """
    if change.new is None:
        return
    record = CommitRecord.from_item(change.new)
    entries = [_entry(f"crm.{domain}", each) for each in record.envelopes()]
    entries += [_entry("crm.core", each) for each in record.requests()]
    for start in range(0, len(entries), _ENTRIES_LIMIT):
        answer = aws.client("events").put_events(Entries=entries[start : start + _ENTRIES_LIMIT])
        if answer["FailedEntryCount"]:
            raise NotPublishedError(f"{answer['FailedEntryCount']} entries of {record.aggregate_id}")


def _entry(source: str, envelope: Envelope) -> dict[str, Any]:
    return {
        "EventBusName": environment.get("BUS"),
        "Source": source,
        "DetailType": envelope.type,
        "Time": envelope.occurred_at,
        "Detail": json.dumps(envelope.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")),
    }
