"""Followers, conflicts, responsibility and workspaces in DynamoDB."""

from typing import Any

from crm.conflicts.models import Conflict, Following, Responsibility, Workspace
from crm.conflicts.repository.items import ConflictItem, FollowingItem, ResponsibilityItem, WorkspaceItem
from crm.core.repository import Repository
from crm.core.timers import seconds, shard_of

_FOLLOWING = "FOLLOWING#"
_RESPONSIBILITY = "RESPONSIBILITY#"


def _waiting(aggregate_id: str, wake_at: Any) -> dict[str, Any]:
    due = seconds(wake_at)
    return {"next_due_at": due, "due_shard": None if due is None else shard_of(aggregate_id)}


def _project_conflict(conflict: Conflict) -> dict[str, Any]:
    opened = f"{seconds(conflict.opened_at):010d}#{conflict.id}"
    return _waiting(conflict.id, conflict.wake_at) | {
        "account_key": conflict.account_id,
        "state_rank": f"{'open' if conflict.is_open else 'closed'}#{opened}",
        "waiting_shard": shard_of(conflict.id) if conflict.is_open else None,
        "waiting_rank": opened if conflict.is_open else None,
    }


followings = Repository(
    "following", FollowingItem, Following, project=lambda following: _waiting(following.id, following.wake_at)
)
conflicts = Repository("conflict", ConflictItem, Conflict, project=_project_conflict)
responsibilities = Repository("responsibility", ResponsibilityItem, Responsibility, project=lambda _: {})
workspaces = Repository(
    "workspace",
    WorkspaceItem,
    Workspace,
    project=lambda _: {},
    claims=lambda workspace: [("account_id", workspace.account_id)] if workspace.is_open else [],
)


def following_id(account_id: str) -> str:
    """Return the id of what is known of an account's followers."""
    return f"{_FOLLOWING}{account_id}"


def is_following(aggregate_id: str) -> bool:
    """Say whether an id is that of an account's followers."""
    return aggregate_id.startswith(_FOLLOWING)


def responsibility_id(account_id: str) -> str:
    """Return the id of who does what for an account."""
    return f"{_RESPONSIBILITY}{account_id}"
