"""What was heard of tasks, and how many of them each follower has open."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pynamodb.expressions.condition import Condition

from crm.conflicts.repository import following_id
from crm.conflicts.repository.items import FollowerItem, HeardItem
from crm.conflicts.rules import Heard
from crm.core import dynamodb
from crm.core.timers import seconds
from crm.core.transaction import RaceLostError, Transaction

KEPT_FOR = timedelta(days=7)
"""How long work is remembered that is over, or about nobody we know of; no event comes later than that."""

SHOWN = 200
"""How many pieces of open work are looked at together."""

_SK = "HEARD"
_FOLLOWER = "FOLLOWER#"


class OpenWork(NamedTuple):
    """A task, whose it is, and since when."""

    work_id: str
    holder_id: str
    since: datetime


def find(work_id: str) -> Heard | None:
    """Return what was heard of a task, None for nothing. One request, strongly consistent."""
    item = HeardItem.find(_heard_pk(work_id), _SK)
    if item is None:
        return None
    return Heard(int(item.version), item.holder_id, datetime.fromisoformat(item.at), item.is_over, item.account_id)


def put(transaction: Transaction, work_id: str, before: Heard | None, now: Heard, at: datetime) -> None:
    """Remember what was heard; lose the race where something else was heard meanwhile."""
    item = HeardItem(pk=_heard_pk(work_id), sk=_SK, version=now.version, at=now.at.isoformat(), is_over=now.is_over)
    item.holder_id, item.account_id = now.holder_id, now.account_id
    if now.is_over or now.account_id is None:
        item.expires_at = seconds(at + KEPT_FOR)
    if now.follower_id is not None:
        item.work_of, item.work_rank = now.account_id, f"{seconds(now.at):010d}#{work_id}"
    unchanged = HeardItem.pk.does_not_exist() if before is None else _as_it_was(before)
    transaction.put(item, when=unchanged, otherwise=RaceLostError())


def open_work(account_id: str) -> list[OpenWork]:
    """Return the open work on an account, the oldest first: 200 pieces at most. One request."""
    items, _ = dynamodb.query_raw(HeardItem, account_id, index="by_work", limit=SHOWN)
    return [_open_work(each["work_rank"]["S"], each["holder_id"]["S"], each["pk"]["S"]) for each in items]


def count(account_id: str, user_id: str) -> int:
    """Return how many open tasks somebody has on an account. One request, strongly consistent."""
    item = FollowerItem.find(following_id(account_id), f"{_FOLLOWER}{user_id}")
    return 0 if item is None else int(item.works)


def counts(account_id: str) -> dict[str, int]:
    """Return how many open tasks each follower has on an account. One request."""
    items, _ = dynamodb.query(
        FollowerItem, following_id(account_id), range_condition=FollowerItem.sk.startswith(_FOLLOWER)
    )
    return {each.sk.removeprefix(_FOLLOWER): int(each.works) for each in items}


def recount(transaction: Transaction, account_id: str, user_id: str, before: int, now: int) -> None:
    """Keep how many open tasks somebody has; lose the race where another of theirs came or went meanwhile."""
    item = FollowerItem(pk=following_id(account_id), sk=f"{_FOLLOWER}{user_id}", works=now)
    unchanged = FollowerItem.works == before if before else FollowerItem.pk.does_not_exist()
    if now:
        transaction.put(item, when=unchanged, otherwise=RaceLostError())
    else:
        transaction.delete(item, when=unchanged, otherwise=RaceLostError())


def _as_it_was(before: Heard) -> Condition:
    known = HeardItem.account_id
    same = known.does_not_exist() if before.account_id is None else known == before.account_id
    unchanged: Condition = (HeardItem.version == before.version) & same
    return unchanged


def _open_work(rank: str, holder_id: str, pk: str) -> OpenWork:
    since = datetime.fromtimestamp(int(rank.partition("#")[0]), tz=UTC)
    return OpenWork(pk.removeprefix("HEARD#"), holder_id, since)


def _heard_pk(work_id: str) -> str:
    return f"HEARD#{work_id}"
