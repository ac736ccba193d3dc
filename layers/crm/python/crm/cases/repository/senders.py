"""Those who send us something: how often they did lately, and whether they are blocked. No address is kept in clear."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from crm.cases.repository.items import CaseItem, SenderItem
from crm.core import dynamodb, ids, packing
from crm.core.timers import seconds
from crm.core.transaction import Transaction

SenderKind = Literal["contact", "address", "network"]
_SK = "SENDER"
_BLOCKS = "blocks"


class Sender(NamedTuple):
    """Who sends: a contact by id, an address or a network by its mark."""

    kind: SenderKind
    mark: str


class Block(BaseModel):
    """Nothing is taken in from a sender until then."""

    model_config = ConfigDict(frozen=True)

    block_id: str
    kind: SenderKind
    mark: str
    case_id: str
    reason: str
    by: str
    at: datetime
    until_at: datetime


class Count(NamedTuple):
    """How often a sender did something in the stretch of time that was counted last."""

    stretch: int
    amount: int


class Stretch(NamedTuple):
    """A stretch of time by its number, how many it takes, and the second from which it may be forgotten."""

    number: int
    limit: int
    forgotten_at: int


def block_id(sender: Sender) -> str:
    """Return the id of a sender's block, which is the same each time."""
    return ids.derived_id("block", *sender)


def _counter(purpose: str, sender: Sender) -> str:
    return ids.derived_id("count", purpose, *sender)


def look_up(purpose: str, senders: Iterable[Sender]) -> tuple[dict[Sender, Count], list[Block]]:
    """Return what was counted of senders, and their blocks, some of which may be over. One request."""
    named = {_counter(purpose, each): each for each in senders}
    keys = [*named, *(block_id(each) for each in named.values())]
    counts, blocks = {}, []
    for item in dynamodb.get_many(SenderItem, [(each, _SK) for each in keys]):
        if item.pk in named:
            counts[named[item.pk]] = Count(int(item.stretch), int(item.amount))
        else:
            blocks.append(_load(item))
    return counts, blocks


def count(transaction: Transaction, purpose: str, sender: Sender, was: Count | None, now: Stretch) -> None:
    """Count one more in the stretch `now`; where others counted meanwhile up to the limit, the race is lost."""
    item = SenderItem(pk=_counter(purpose, sender), sk=_SK)
    if was is not None and was.stretch == now.number:
        same = (SenderItem.stretch == now.number) & (SenderItem.amount < now.limit)
        transaction.update(item, [SenderItem.amount.add(1)], when=same)
        return
    begin = [SenderItem.stretch.set(now.number), SenderItem.amount.set(1), SenderItem.expires_at.set(now.forgotten_at)]
    older = SenderItem.stretch.does_not_exist() | (SenderItem.stretch < now.number)
    transaction.update(item, begin, when=older)


def block(transaction: Transaction, blocked: Block) -> None:
    """Write a block, over one that there may be."""
    until = seconds(blocked.until_at)
    transaction.put(
        SenderItem(
            pk=blocked.block_id,
            sk=_SK,
            worklist=_BLOCKS,
            due_rank=f"{until:010d}#{blocked.block_id}",
            until=until,
            record=packing.pack(blocked.model_dump_json()),
            expires_at=until,
        )
    )


def unblock(transaction: Transaction, blocked: Block) -> None:
    """Remove a block; the race is lost where it is no longer the one that was read."""
    item = SenderItem(pk=blocked.block_id, sk=_SK)
    transaction.delete(item, when=SenderItem.until == seconds(blocked.until_at))


def find_block(block_id: str) -> Block | None:
    """Return a block, or None. One request."""
    item = SenderItem.find(block_id, _SK)
    return None if item is None or item.record is None else _load(item)


def blocks(now: datetime, limit: int, after: str | None) -> tuple[list[Block], str | None]:
    """Return the next blocks in force, those that end first before others, and the rank to go on after.

    Two requests.
    """
    rank = after if after is not None else f"{seconds(now):010d}#"
    rows, last = dynamodb.query_raw(
        CaseItem, _BLOCKS, index="worklist", range_condition=CaseItem.due_rank > rank, limit=limit
    )
    found: list[Any] = dynamodb.get_many(SenderItem, [(row["pk"]["S"], _SK) for row in rows]) if rows else []
    shown = sorted((_load(each) for each in found), key=lambda each: (each.until_at, each.block_id))
    return shown, None if last is None else str(last["due_rank"]["S"])


def _load(item: SenderItem) -> Block:
    return Block.model_validate(packing.unpack(item.record))
