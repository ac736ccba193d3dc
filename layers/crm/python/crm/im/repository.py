"""Connections, identities, threads and what arrived in them, in DynamoDB."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from crm.core import dynamodb, paging
from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem, AggregateT, Repository
from crm.core.timers import seconds
from crm.im.connection import Connection
from crm.im.identity import Identity
from crm.im.instruction import Arrived
from crm.im.thread import Thread

_KEPT = timedelta(days=2)
"""How long it is remembered that an address for an answer was used, and how much was sent in a minute."""


class ByList(GlobalSecondaryIndex[Any]):
    """All connections; of each, its identities, and what arrived by what came of it."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_list"
        projection = AllProjection()

    listing = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByUser(GlobalSecondaryIndex[Any]):
    """Who a colleague is in IM, the newest link last."""

    class Meta:
        """Whole: where they are reached."""

        index_name = "by_user"
        projection = AllProjection()

    user_id = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ImTable(Item):
    """The base of the items of IM."""

    domain: ClassVar[str] = "im"

    by_list = ByList()
    by_user = ByUser()
    listing = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)
    user_id = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class ConnectionItem(ImTable, AggregateItem, discriminator="connection"):
    """A connection, secrets and all."""


class IdentityItem(ImTable, AggregateItem, discriminator="identity"):
    """Who somebody in IM is."""


class ThreadItem(ImTable, AggregateItem, discriminator="thread"):
    """Where something is asked and answered."""


class ArrivedItem(ImTable, AggregateItem, discriminator="arrived"):
    """A message that arrived."""


class RateItem(ImTable, discriminator="rate"):
    """How many messages were sent through a connection in a minute."""

    amount = NumberAttribute()


class ReplyItem(ImTable, discriminator="reply"):
    """An address for one answer, and the message that took it."""

    message_id = UnicodeAttribute()


def _listed(instant: datetime, own_id: str) -> str:
    return f"{instant.isoformat(timespec='milliseconds')}#{own_id}"


connections = Repository(
    "im connection",
    ConnectionItem,
    Connection,
    project=lambda each: {"listing": "connection", "listed_at": _listed(each.created_at, each.id)},
)

identities = Repository(
    "im identity",
    IdentityItem,
    Identity,
    columns=("user_id",),
    project=lambda each: {
        "listing": f"identity:{each.connection_id}" if each.user_id else None,
        "listed_at": _listed(each.linked_at, each.id),
    },
)

threads = Repository("im thread", ThreadItem, Thread, project=lambda _: {})

arrivals = Repository(
    "im message",
    ArrivedItem,
    Arrived,
    project=lambda each: {
        "listing": f"{each.outcome}:{each.connection_id}",
        "listed_at": _listed(each.arrived_at, each.id),
    },
)


def page(
    repository: Repository[AggregateT], listing: str, limit: int, cursor: str | None, *, forward: bool = True
) -> tuple[list[AggregateT], str | None]:
    """Return a page of a list, by when its rows were made. One request."""
    name = f"im:{listing}"
    items, after = dynamodb.query(
        repository.item, listing, index="by_list", limit=limit, after=paging.unseal(name, cursor), forward=forward
    )
    return [repository.load(item) for item in items], None if after is None else paging.seal(name, after)


def identity_of(user_id: str) -> Identity | None:
    """Return who a colleague is in IM, where they were linked last; None where they are nobody there. One request."""
    items, _ = dynamodb.query(IdentityItem, user_id, index="by_user", limit=1, forward=False)
    return identities.load(items[0]) if items else None


def sent_in_minute(connection_id: str, now: datetime) -> int:
    """Count one more message in this minute, and return how many that makes. One request."""
    item = RateItem(pk=f"RATE#{connection_id}", sk=f"{now:%Y-%m-%dT%H:%M}")
    item.update([RateItem.amount.add(1), RateItem.expires_at.set((now + _KEPT).timestamp() // 1)])
    return int(item.amount)


def take_reply(thread_id: str, address: str, message_id: str, now: datetime) -> bool:
    """Take an address that is good for one answer; say whether it is now this message's. One request."""
    item = ReplyItem(pk=thread_id, sk=f"REPLY#{address}", message_id=message_id, expires_at=seconds(now + _KEPT))
    try:
        item.save(ReplyItem.pk.does_not_exist() | (ReplyItem.message_id == message_id))
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True
