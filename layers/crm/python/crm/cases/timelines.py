"""What happened to a case: for colleagues everything, with how its messages left; for the customer the public part."""

from typing import Any

from crm.cases import promises
from crm.cases.portal_views import PortalCaseDetail, PortalCaseView, PortalEntry, PortalTimeline
from crm.cases.reading import find
from crm.cases.repository import history
from crm.cases.views import CaseTimeline, Delivery, TimelineEntry
from crm.core import paging
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.events import Envelope
from crm.messaging import ledger

_PUBLIC: dict[str, tuple[Any, str | None]] = {
    "CaseOpened": ("opened", "description"),
    "CaseAccepted": ("assigned", None),
    "CaseReplied": ("replied", "body"),
    "CustomerReplied": ("wrote", "body"),
    "CaseWaiting": ("asked", "asked"),
    "CaseResolved": ("resolved", "solution"),
    "CaseClosed": ("closed", None),
    "CaseReopened": ("reopened", None),
    "AttachmentAdded": ("file", "file_name"),
}
"""The events a customer may know of, what they are called there, and which member holds the text."""


def timeline(reference: str, command: Command, limit: int, cursor: str | None) -> CaseTimeline:
    """Show what happened to a case, newest first, each entry with the messages it sent and how they left."""
    case = find(reference, command)
    listing = f"timeline:{case.id}"
    records, position = history.newest(case.partitions, limit, paging.unseal(listing, cursor))
    deliveries = _deliveries(records)
    entries = [
        _entry(envelope, deliveries if position == 0 else {}, record)
        for record in records
        for position, envelope in reversed(list(enumerate(record.envelopes())))
    ]
    return CaseTimeline(items=entries, next_cursor=None if position is None else paging.seal(listing, position))


def _deliveries(records: list[CommitRecord]) -> dict[str, list[Delivery]]:
    ids = [request.id for record in records for request in record.requests()]
    if not ids:
        return {}
    return {
        message_id: [
            Delivery(message_id=message_id, to=each.to, channel=each.channel, state=each.state) for each in found
        ]
        for message_id, found in ledger.deliveries_of(ids).items()
    }


def _entry(envelope: Envelope, deliveries: dict[str, list[Delivery]], record: CommitRecord) -> TimelineEntry:
    sent = [each for request in record.requests() for each in deliveries.get(request.id, [])]
    return TimelineEntry(
        id=envelope.id,
        type=envelope.type,
        case_id=envelope.aggregate_id,
        version=envelope.aggregate_version,
        actor=envelope.actor,
        at=envelope.occurred_at,
        correlation_id=envelope.correlation_id,
        data=envelope.data,
        deliveries=sent,
    )


def show_in_portal(case_id: str, command: Command) -> PortalCaseDetail:
    """Show a customer their case with the newest public entries, at once after any change."""
    case = find(case_id, command)
    records, _ = history.newest(case.partitions, paging.DEFAULT_LIMIT)
    return PortalCaseDetail(case=PortalCaseView.of(case, promises.calendar), entries=_public_entries(records))


def portal_timeline(case_id: str, command: Command, limit: int, cursor: str | None) -> PortalTimeline:
    """Show a customer what happened to their case, newest first."""
    case = find(case_id, command)
    listing = f"portal-timeline:{case.id}"
    records, position = history.newest(case.partitions, limit, paging.unseal(listing, cursor))
    return PortalTimeline(
        items=_public_entries(records), next_cursor=None if position is None else paging.seal(listing, position)
    )


def _public_entries(records: list[CommitRecord]) -> list[PortalEntry]:
    entries = []
    for record in records:
        for name, _, data in reversed(record.events):
            assigned = name == "CaseRouted" and data.get("assignee_id") is not None
            kind, member = ("assigned", None) if assigned else _PUBLIC.get(name, (None, None))
            if kind is None or data.get("visibility") == "internal" or data.get("wait_for") == "third_party":
                continue
            ids: Any = data.get("attachment_ids", ())
            text = None if member is None else str(data[member])
            entries.append(PortalEntry(at=record.occurred_at, kind=kind, text=text, attachment_ids=tuple(ids)))
    return entries
