"""The index of what is in use: entries in segments by the article's id, each segment an item.

An article's own transaction replaces its entry, so the index is never behind; a reader takes all segments in one
request and keeps what they make up for `CACHE_SECONDS` (ADR 0024).
"""

import json
import zlib
from typing import Any

from crm.core import dynamodb, packing
from crm.core.cache import Cache
from crm.core.errors import ConflictError
from crm.core.transaction import Transaction
from crm.knowledge.ranking.entries import Entry
from crm.knowledge.ranking.index import Index
from crm.knowledge.repository.items import SegmentItem

SEGMENTS = 64
"""Never to change: an article's segment follows from it."""

MOST_BYTES = 380_000
"""What a segment may come to: DynamoDB takes items of 400 kilobytes."""

_SK = "SEGMENT"
_cache = Cache()


class IndexFullError(ConflictError):
    """The part of the index that the article falls into takes no more."""

    code = "article_index_full"


def put(transaction: Transaction, entry: Entry) -> None:
    """Let an article be found as `entry` says; raise `IndexFullError` where there is no room.

    One request before the transaction's.
    """
    _write(transaction, entry.article_id, list(entry))


def remove(transaction: Transaction, article_id: str) -> None:
    """Let an article be found no more. One request before the transaction's."""
    _write(transaction, article_id, None)


def current() -> Index:
    """Return the index of what is in use, as old as `CACHE_SECONDS` at most. One request as a rule."""
    return _cache.get("index", lambda: Index(_read()))


def _read() -> list[Entry]:
    items = dynamodb.get_many(SegmentItem, [(_pk(number), _SK) for number in range(SEGMENTS)])
    rows = (row for item in items for row in packing.unpack(item.entries).values())
    return [Entry(*row) for row in rows]


def _write(transaction: Transaction, article_id: str, row: list[Any] | None) -> None:
    pk = _pk(zlib.crc32(article_id.encode()) % SEGMENTS)
    item = SegmentItem.find(pk, _SK) or SegmentItem(pk=pk, sk=_SK)
    rows: dict[str, Any] = packing.unpack(item.entries) if item.entries else {}
    rows.pop(article_id, None)
    if row is not None:
        rows[article_id] = row
    item.entries = packing.pack(json.dumps(rows, ensure_ascii=False, separators=(",", ":")))
    if row is not None and len(item.entries) > MOST_BYTES:
        raise IndexFullError(articles=len(rows))
    transaction.put(item)


def _pk(number: int) -> str:
    return f"INDEX#{number:02d}"
