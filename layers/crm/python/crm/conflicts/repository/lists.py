"""Reading conflicts, decisions and workspaces by account and by member."""

from collections.abc import Sequence
from operator import itemgetter

from crm.conflicts.models import Conflict, Workspace
from crm.conflicts.repository import conflicts, responsibility_id, workspaces
from crm.conflicts.repository.items import ConflictItem, MemberItem
from crm.conflicts.vocabulary import Listed
from crm.core import dynamodb
from crm.core.commit import RECORD_PREFIX, CommitRecord
from crm.core.events import Envelope
from crm.core.timers import SHARDS, seconds
from crm.core.transaction import Transaction


def of_account(
    account_id: str, state: Listed | None, limit: int, after: dynamodb.Key | None
) -> tuple[list[Conflict], dynamodb.Key | None]:
    """Return the conflicts of an account, the open one before those that are over, newest first. One request."""
    within = None if state is None else ConflictItem.state_rank.startswith(f"{state}#")
    items, end = dynamodb.query(
        ConflictItem, account_id, index="by_account", range_condition=within, limit=limit, after=after, forward=False
    )
    return [conflicts.load(each) for each in items], end


def waiting(limit: int, after: str | None) -> tuple[list[Conflict], str | None]:
    """Return open conflicts, the oldest first, and the rank to go on after. One request a shard."""
    beyond = None if after is None else ConflictItem.waiting_rank > after
    found: list[tuple[str, ConflictItem]] = []
    for shard in range(SHARDS):
        rows, _ = dynamodb.query(ConflictItem, str(shard), index="by_waiting", range_condition=beyond, limit=limit + 1)
        found += [(each.waiting_rank, each) for each in rows]
    page = sorted(found, key=itemgetter(0))[:limit]
    return [conflicts.load(each) for _, each in page], page[-1][0] if len(found) > limit else None


def decision(account_id: str, version: int) -> Envelope | None:
    """Return what was decided about an account as its version so-and-so, None for no such version. One request."""
    record = f"{RECORD_PREFIX}{version:010d}"
    raw = dynamodb.get_raw("conflicts", responsibility_id(account_id), record)
    return None if raw is None else CommitRecord.from_item(raw).envelopes()[0]


def of_member(user_id: str, limit: int, after: dynamodb.Key | None) -> tuple[list[Workspace], dynamodb.Key | None]:
    """Return the open workspaces that somebody is a member of, newest first. Two requests."""
    rows, end = dynamodb.query_raw(MemberItem, user_id, index="by_member", limit=limit, after=after, forward=False)
    return workspaces.get_many([each["pk"]["S"] for each in rows]), end


def enter(transaction: Transaction, workspace: Workspace, members: Sequence[str]) -> None:
    """Let members find a workspace among theirs."""
    rank = f"{seconds(workspace.opened_at):010d}#{workspace.id}"
    for user_id in members:
        transaction.put(MemberItem(pk=workspace.id, sk=_member_sk(user_id), member=user_id, member_rank=rank))


def leave(transaction: Transaction, workspace: Workspace, members: Sequence[str]) -> None:
    """Let members find a workspace among theirs no more."""
    for user_id in members:
        transaction.delete(MemberItem(pk=workspace.id, sk=_member_sk(user_id)))


def _member_sk(user_id: str) -> str:
    return f"MEMBER#{user_id}"
