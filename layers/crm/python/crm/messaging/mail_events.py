"""What Amazon tells a function about mail: what has arrived, and what became of mail that was sent.

It may come from a receipt rule of SES (as its Lambda or SNS action), from S3 where the mail was stored, or from
what SES reports of deliveries; straight, or wrapped by SNS, SQS, EventBridge or several of them.

Source: Amazon SES, «Contents of notifications for email receiving» and «… for bounces, complaints and deliveries»;
Amazon S3, «Event message structure».
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote_plus

_VERDICTS = ("spam", "virus", "spf", "dkim", "dmarc")
_DISTRUSTED = ("quarantine", "reject")
_WRAPPINGS = 6
"""Lists of records and envelopes: SNS in SQS around a list makes five, and no deployment wraps deeper."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail that has arrived: where it lies, or itself, and what its envelope says where that was told."""

    bucket: str = ""
    key: str = ""
    content: bytes | None = None
    message_id: str = ""
    recipients: tuple[str, ...] = ()
    envelope_from: str | None = None
    """Empty for a bounce or another automatic mail; None where only S3 told of the mail."""
    verdicts: Mapping[str, str] = field(default_factory=dict)
    dmarc_policy: str = ""

    @property
    def suspect(self) -> bool:
        """Say whether the mail must not be handled as an ordinary one: spam, a virus, or a forged sender."""
        forged = self.verdicts.get("dmarc") == "FAIL" and self.dmarc_policy in _DISTRUSTED
        return forged or "FAIL" in {self.verdicts.get("spam"), self.verdicts.get("virus")}


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a mail that was sent. Only a `permanent` failure says that an address is dead."""

    kind: Literal["Bounce", "Complaint", "Delivery", "Other"]
    sent_message_id: str
    recipients: tuple[str, ...]
    permanent: bool


@dataclass(frozen=True, slots=True)
class Told:
    """All that an event tells; what it holds besides, test events and what cannot be read, is counted."""

    arrived: tuple[Arrived, ...]
    reports: tuple[Report, ...]
    unread: int


def read(event: Any, bucket: str = "", prefix: str = "") -> Told:
    """Return what an event tells. `bucket` and `prefix` are where the receipt rule stores mail before it calls.

    A record that cannot be read takes nothing away from the others.
    """
    arrived: list[Arrived] = []
    reports: list[Report] = []
    unread = 0
    for record in _records(event, _WRAPPINGS):
        found = _told(record, bucket, prefix)
        if isinstance(found, Arrived):
            arrived.append(found)
        elif isinstance(found, Report):
            reports.append(found)
        else:
            unread += 1
    return Told(tuple(arrived), tuple(reports), unread)


def _records(document: Any, deeper: int) -> Iterator[Mapping[str, Any]]:
    """Yield the innermost records of an event, whatever they are wrapped in."""
    known = _members(document)
    inside = _unwrapped(known)
    if inside is not None and deeper:
        for each in inside:
            yield from _records(each, deeper - 1)
    else:
        yield known


def _unwrapped(document: Mapping[str, Any]) -> list[Any] | None:
    """Return what a document wraps, None for one that wraps nothing."""
    if isinstance(document.get("Records"), list):
        return list(document["Records"])
    if document.get("eventSource") == "aws:sqs":
        return [_json(document.get("body"))]
    if document.get("EventSource") == "aws:sns":
        return [_json(_members(document.get("Sns")).get("Message"))]
    if document.get("Type") == "Notification" and "Message" in document:
        return [_json(document["Message"])]
    return None


def _told(record: Mapping[str, Any], bucket: str, prefix: str) -> Arrived | Report | None:
    if record.get("eventSource") == "aws:s3":
        return _stored(record)
    if record.get("source") == "aws.s3" and record.get("detail-type") == "Object Created":
        detail = _members(record.get("detail"))
        return _object(
            _word(_members(detail.get("bucket")).get("name")), _word(_members(detail.get("object")).get("key"))
        )
    if record.get("eventSource") == "aws:ses":
        return _received(_members(record.get("ses")), bucket, prefix)
    if record.get("source") == "aws.ses":
        return _reported(_members(record.get("detail")))
    kind = record.get("notificationType") or record.get("eventType")
    if kind == "Received":
        return _received(record, bucket, prefix)
    return _reported(record) if isinstance(kind, str) else None


def _stored(record: Mapping[str, Any]) -> Arrived | None:
    """Return what S3 tells of a new object; its own notifications write keys as in a form."""
    stored = _members(record.get("s3"))
    if not _word(record.get("eventName")).removeprefix("s3:").startswith("ObjectCreated:"):
        return None
    try:
        key = unquote_plus(_word(_members(stored.get("object")).get("key")), errors="strict")
    except UnicodeDecodeError:
        return None
    return _object(_word(_members(stored.get("bucket")).get("name")), key)


def _object(bucket: str, key: str) -> Arrived | None:
    return Arrived(bucket, key) if bucket and key else None


def _received(told: Mapping[str, Any], bucket: str, prefix: str) -> Arrived | None:
    """Return what SES tells of a mail it has received."""
    mail, receipt = _members(told.get("mail")), _members(told.get("receipt"))
    action = _members(receipt.get("action"))
    message_id = _word(mail.get("messageId"))
    content = _content(told, action)
    if not message_id:
        return None
    place, key = bucket, f"{prefix}{message_id}"
    if action.get("type") == "S3":
        place, key = _word(action.get("bucketName")), _word(action.get("objectKey"))
    elif content is not None:
        place, key = "", ""
    verdicts = {each: _word(_members(receipt.get(f"{each}Verdict")).get("status")) for each in _VERDICTS}
    return Arrived(
        place,
        key,
        content,
        message_id,
        _addresses(receipt.get("recipients")),
        _word(mail.get("source")).strip("<> "),
        {each: status for each, status in verdicts.items() if status},
        _word(receipt.get("dmarcPolicy")).lower(),
    )


def _content(told: Mapping[str, Any], action: Mapping[str, Any]) -> bytes | None:
    """Return the mail itself, where the SNS action sent it along."""
    text = told.get("content")
    if not isinstance(text, str):
        return None
    try:
        return base64.b64decode(text, validate=True) if action.get("encoding") == "BASE64" else text.encode()
    except (binascii.Error, ValueError):
        return None


def _reported(told: Mapping[str, Any]) -> Report | None:
    """Return what SES tells of a mail that was sent."""
    sent_message_id = _word(_members(told.get("mail")).get("messageId"))
    if not sent_message_id:
        return None
    kind = told.get("notificationType") or told.get("eventType")
    bounce, complaint = _members(told.get("bounce")), _members(told.get("complaint"))
    if kind == "Bounce":
        permanent = bounce.get("bounceType") == "Permanent"
        return Report("Bounce", sent_message_id, _failed(bounce.get("bouncedRecipients")), permanent)
    if kind == "Complaint":
        return Report("Complaint", sent_message_id, _failed(complaint.get("complainedRecipients")), permanent=False)
    if kind == "Delivery":
        to = _addresses(_members(told.get("delivery")).get("recipients"))
        return Report("Delivery", sent_message_id, to, permanent=False)
    return Report("Other", sent_message_id, (), permanent=False)


def _failed(recipients: Any) -> tuple[str, ...]:
    listed = recipients if isinstance(recipients, list) else []
    return tuple(filter(None, (_word(_members(each).get("emailAddress")) for each in listed)))


def _addresses(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_word, value))) if isinstance(value, list) else ()


def _members(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _json(text: Any) -> Any:
    """Return what a text says, nothing for one that is no JSON."""
    try:
        return json.loads(_word(text))
    except (ValueError, RecursionError):
        return None
