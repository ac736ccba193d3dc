"""Messages, preferences and endpoints in DynamoDB."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import PutError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.dynamodb import Item
from crm.core.events import Event
from crm.core.repository import META, AggregateItem, Repository
from crm.core.timers import DueIndex, seconds, shard_of
from crm.core.transaction import RaceLostError, Transaction
from crm.messaging.models import Endpoint, Message, Preferences, Touches

_INBOX = "INBOX"
_TOUCHES = "TOUCHES"
_SHOWN = ["kind", "notice", "read_at", "subject_id"]


class TextAttribute(JSONAttribute):
    """A JSON value that stays readable: Chinese is not escaped, which would double its size."""

    def serialize(self, value: Any) -> str | None:
        """Return the JSON text."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class ByRecipient(GlobalSecondaryIndex[Any]):
    """All that somebody was to be told, by when: their notifications, and the log of everything else."""

    class Meta:
        """What a list of notifications shows."""

        index_name = "by_recipient"
        projection = IncludeProjection(_SHOWN)

    to = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class Unread(GlobalSecondaryIndex[Any]):
    """The notifications that somebody has not read, by when."""

    class Meta:
        """What a list of notifications shows."""

        index_name = "unread"
        projection = IncludeProjection(_SHOWN)

    unread_by = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class BySubject(GlobalSecondaryIndex[Any]):
    """The messages about something, by when."""

    class Meta:
        """Keys only: messages change while they are on their way, and are looked up rarely."""

        index_name = "by_subject"
        projection = KeysOnlyProjection()

    subject_id = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByAttention(GlobalSecondaryIndex[Any]):
    """The messages that somebody may have to look at, by the state they are in."""

    class Meta:
        """Keys only, for the same reason."""

        index_name = "by_attention"
        projection = KeysOnlyProjection()

    attention = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByList(GlobalSecondaryIndex[Any]):
    """All endpoints, by when they were made."""

    class Meta:
        """Whole: the fan-out needs everything of them."""

        index_name = "by_list"
        projection = AllProjection()

    listing = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class MessagingTable(Item):
    """The base of the items of messaging."""

    domain: ClassVar[str] = "messaging"

    by_recipient = ByRecipient()
    unread = Unread()
    by_subject = BySubject()
    by_attention = ByAttention()
    by_list = ByList()
    due = DueIndex()
    to = UnicodeAttribute(null=True)
    unread_by = UnicodeAttribute(null=True)
    subject_id = UnicodeAttribute(null=True)
    attention = UnicodeAttribute(null=True)
    listing = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class MessageItem(MessagingTable, AggregateItem, discriminator="message"):
    """A message; what stands beside its state is what lists of notifications show."""

    notice = TextAttribute(null=True)
    read_at = UnicodeAttribute(null=True)


class PreferencesItem(MessagingTable, AggregateItem, discriminator="preferences"):
    """What somebody chose to be told; its key is theirs."""


class EndpointItem(MessagingTable, AggregateItem, discriminator="endpoint"):
    """Another system."""


class InboxItem(MessagingTable, discriminator="inbox"):
    """Up to when somebody has read everything."""

    read_until = UnicodeAttribute()


class TouchesItem(MessagingTable, discriminator="touches"):
    """The marketing messages that somebody lately got."""

    version = VersionAttribute()
    at = JSONAttribute()


def listed(instant: datetime) -> str:
    """Return an instant in the form that lists are ordered by: of one length, so that text order is time order."""
    return instant.isoformat(timespec="milliseconds")


def _project_message(message: Message) -> dict[str, Any]:
    due = seconds(message.next_due_at)
    unread = message.notice is not None and message.read_at is None
    return {
        "unread_by": message.to if unread else None,
        "attention": message.attention,
        "listed_at": listed(message.listed_at),
        "due_shard": None if due is None else shard_of(message.id),
        "next_due_at": due,
        "expires_at": seconds(message.kept_until),
    }


messages = Repository(
    "message",
    MessageItem,
    Message,
    columns=("to", "subject_id", "notice", "read_at"),
    project=_project_message,
)

preferences = Repository(
    "preferences",
    PreferencesItem,
    Preferences,
    project=lambda _: {},
    claims=lambda chosen: [("device", each.id) for each in chosen.devices],
)

endpoints = Repository(
    "webhook endpoint",
    EndpointItem,
    Endpoint,
    project=lambda endpoint: {"listing": "endpoint", "listed_at": listed(endpoint.created_at)},
)


def keep(message: Message) -> Message:
    """Write a message over the version it was read at, without an event; raise `RaceLostError` where it changed."""
    try:
        messages.item_of(message, message.version).save()
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise RaceLostError from error
        raise
    return message.model_copy(update={"version": message.version + 1})


def put(
    transaction: Transaction, command: Command, before: Message | None, after: Message, events: Sequence[Event]
) -> Message:
    """Add a message to a transaction, and where there are events, the record of them."""
    if events:
        return messages.save(transaction, command, before, after, events)
    transaction.put(messages.item_of(after, after.version))
    return after.model_copy(update={"version": after.version + 1})


def touches_of(recipient_id: str) -> Touches:
    """Return the marketing messages that somebody lately got. One request."""
    item = TouchesItem.find(recipient_id, _TOUCHES)
    return Touches() if item is None else Touches(version=item.version, at=item.at)


def put_touches(transaction: Transaction, recipient_id: str, touches: Touches, expires_at: datetime) -> None:
    """Add the count to a transaction, over the version it was read at."""
    item = TouchesItem(pk=recipient_id, sk=_TOUCHES, expires_at=seconds(expires_at))
    item.at = touches.model_dump(mode="json")["at"]
    if touches.version:
        item.version = touches.version
    transaction.put(item)


def delete_endpoint(transaction: Transaction, command: Command, endpoint: Endpoint, events: Sequence[Event]) -> None:
    """Remove an endpoint and its secrets; what happened to it stays."""
    transaction.delete(EndpointItem(pk=endpoint.id, sk=META, version=endpoint.version))
    transaction.record("messaging", CommitRecord.of(command, endpoint.id, endpoint.version + 1, events, []))


def read_until(user_id: str) -> datetime | None:
    """Return up to when somebody has read everything, None where they never said so. One request."""
    item = InboxItem.find(user_id, _INBOX)
    return None if item is None else datetime.fromisoformat(item.read_until)


def put_read_until(transaction: Transaction, user_id: str, instant: datetime) -> None:
    """Add to a transaction that somebody has read everything up to now."""
    transaction.put(InboxItem(pk=user_id, sk=_INBOX, read_until=listed(instant)))
