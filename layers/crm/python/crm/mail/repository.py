"""Mail that was received, in DynamoDB; and beside it, which case a message id belongs to."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from crm.core import dynamodb, ids, paging
from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem, Repository
from crm.core.timers import seconds
from crm.core.transaction import Transaction
from crm.mail.letter import Letter, State

THREAD_KEPT = timedelta(days=400)
"""How long a message id leads to its case; tokens and references do so for ever."""

_THREAD = "THREAD"
_SES = "amazonses.com"


class ByState(GlobalSecondaryIndex[Any]):
    """All mail in one state, by when it came."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_state"
        projection = AllProjection()

    state_listing = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByMessage(GlobalSecondaryIndex[Any]):
    """Mail by its message id, which programs may use twice."""

    class Meta:
        """Whole: what became of it."""

        index_name = "by_message"
        projection = AllProjection()

    message_hash = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class MailTable(Item):
    """The base of the items of mail."""

    domain: ClassVar[str] = "mail"

    by_state = ByState()
    by_message = ByMessage()
    state_listing = UnicodeAttribute(null=True)
    message_hash = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class LetterItem(MailTable, AggregateItem, discriminator="letter"):
    """A mail that was received."""


class ThreadItem(MailTable, discriminator="mail thread"):
    """The case that a mail, ours or a customer's, belongs to."""

    case_id = UnicodeAttribute()
    contact_id = UnicodeAttribute(null=True)
    message_ref = UnicodeAttribute(null=True)


def _hash(message_id: str) -> str:
    return ids.derived_id("mid", message_id)


letters = Repository(
    "mail",
    LetterItem,
    Letter,
    project=lambda each: {
        "state_listing": each.listed_under,
        "listed_at": f"{each.received_at.isoformat(timespec='milliseconds')}#{each.id}",
        "message_hash": _hash(each.message_id) if each.message_id else None,
    },
)


def in_state(state: State, limit: int, cursor: str | None) -> tuple[list[Letter], str | None]:
    """Return a page of the mail in a state, the newest first. One request."""
    listing = f"mail:{state}"
    items, after = dynamodb.query(
        LetterItem, state, index="by_state", limit=limit, after=paging.unseal(listing, cursor), forward=False
    )
    return [letters.load(item) for item in items], None if after is None else paging.seal(listing, after)


def newest_in(state: State) -> Letter | None:
    """Return the mail in a state that came last. One request."""
    items, _ = dynamodb.query(LetterItem, state, index="by_state", limit=1, forward=False)
    return letters.load(items[0]) if items else None


def with_message_id(message_id: str, limit: int) -> list[Letter]:
    """Return the mail of a message id, the newest first. One request."""
    items, _ = dynamodb.query(LetterItem, _hash(message_id), index="by_message", limit=limit, forward=False)
    return [letters.load(item) for item in items]


def _thread_key(message_id: str) -> str:
    """Return under which key a message id is remembered.

    SES gives ours an id of its own, whose domain says only from where it was sent: what is before the `@` is known.
    """
    local, _, domain = message_id.strip("<>").rpartition("@")
    own = domain.lower().endswith(_SES)
    return f"THREAD#{ids.derived_id('mid', local if own else message_id)}"


def remember(transaction: Transaction, message_id: str, case_id: str, now: datetime) -> None:
    """Let a message id lead to a case."""
    transaction.put(_thread(message_id, case_id, now))


def remember_ours(provider_id: str, case_id: str, contact_id: str, message_ref: str, now: datetime) -> None:
    """Let the id that SES gave a mail of ours lead to its case, and to whom we wrote. One request; may be repeated."""
    item = _thread(f"<{provider_id}@email.{_SES}>", case_id, now)
    item.contact_id, item.message_ref = contact_id, message_ref
    item.save()


def _thread(message_id: str, case_id: str, now: datetime) -> ThreadItem:
    return ThreadItem(pk=_thread_key(message_id), sk=_THREAD, case_id=case_id, expires_at=seconds(now + THREAD_KEPT))


def threads_of(message_ids: Iterable[str]) -> Mapping[str, ThreadItem]:
    """Return what is remembered of message ids, by them. One request where there are any."""
    keys = {each: _thread_key(each) for each in message_ids}
    if not keys:
        return {}
    wanted = [(key, _THREAD) for key in dict.fromkeys(keys.values())]
    found = {item.pk: item for item in dynamodb.get_many(ThreadItem, wanted)}
    return {message_id: found[key] for message_id, key in keys.items() if key in found}
