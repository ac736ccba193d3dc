"""Lists of messages, notices and endpoints, each by an index."""

from datetime import datetime
from typing import Any

from crm.core import dynamodb, paging
from crm.core.cache import Cache
from crm.messaging.models import Endpoint, Message, Told
from crm.messaging.repository import EndpointItem, MessageItem, Unread, endpoints, listed, messages

_endpoints = Cache()


def listening() -> list[Endpoint]:
    """Return all endpoints; as old as `CACHE_SECONDS` allows."""
    return _endpoints.get(None, _read_endpoints)


def _read_endpoints() -> list[Endpoint]:
    found: list[Endpoint] = []
    after: dynamodb.Key | None = None
    while True:
        items, after = dynamodb.query(EndpointItem, "endpoint", index="by_list", after=after)
        found += map(endpoints.load, items)
        if after is None:
            return found


def endpoint_page(limit: int, cursor: str | None) -> tuple[list[Endpoint], str | None]:
    """Return endpoints, the oldest first. One request."""
    position = paging.unseal("endpoints", cursor)
    items, after = dynamodb.query(EndpointItem, "endpoint", index="by_list", limit=limit, after=position)
    return [endpoints.load(item) for item in items], None if after is None else paging.seal("endpoints", after)


def message_page(index: str, key: str, limit: int, cursor: str | None) -> tuple[list[Message], str | None]:
    """Return the messages under a key of an index, newest first. Two requests."""
    listing = f"messages:{index}:{key}"
    rows, after = dynamodb.query_raw(
        MessageItem, key, index=index, limit=limit, after=paging.unseal(listing, cursor), forward=False
    )
    found = messages.get_many([row["pk"]["S"] for row in rows])
    return found, None if after is None else paging.seal(listing, after)


def told_page(user_id: str, limit: int, cursor: str | None) -> tuple[list[Told], str | None]:
    """Return somebody's notices, newest first; a page may be short, as not every message is told in the app."""
    return _told_page(user_id, "by_recipient", limit, cursor)


def unread_page(user_id: str, since: datetime | None, limit: int, cursor: str | None) -> tuple[list[Told], str | None]:
    """Return somebody's unread notices from after `since`, newest first. One request."""
    later = {} if since is None else {"range_condition": Unread.listed_at > listed(since)}
    return _told_page(user_id, "unread", limit, cursor, **later)


def _told_page(
    user_id: str, index: str, limit: int, cursor: str | None, **condition: Any
) -> tuple[list[Told], str | None]:
    listing = f"{index}:{user_id}"
    items, after = dynamodb.query(
        MessageItem,
        user_id,
        index=index,
        filter_condition=MessageItem.notice.exists(),
        limit=limit,
        after=paging.unseal(listing, cursor),
        forward=False,
        **condition,
    )
    return [_told(item) for item in items], None if after is None else paging.seal(listing, after)


def _told(item: MessageItem) -> Told:
    return Told(
        message_id=item.pk,
        subject_id=item.subject_id,
        at=item.listed_at,
        notice=item.notice,
        read=item.read_at is not None,
    )
