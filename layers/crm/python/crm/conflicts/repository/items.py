"""The items of the conflicts' table, and the indexes they are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem
from crm.core.timers import DueIndex


class ByAccount(GlobalSecondaryIndex[Any]):
    """The conflicts of an account, the open one apart from those that are over, by when they were opened."""

    class Meta:
        """Whole: a list shows everything, and an account has few."""

        index_name = "by_account"
        projection = AllProjection()

    account_key = UnicodeAttribute(hash_key=True)
    state_rank = UnicodeAttribute(range_key=True)


class ByWaiting(GlobalSecondaryIndex[Any]):
    """The open conflicts of all accounts, in shards, by when they were opened."""

    class Meta:
        """Whole: a list shows everything, and few are open."""

        index_name = "by_waiting"
        projection = AllProjection()

    waiting_shard = UnicodeAttribute(hash_key=True)
    waiting_rank = UnicodeAttribute(range_key=True)


class ByWork(GlobalSecondaryIndex[Any]):
    """The open work on an account, by since when."""

    class Meta:
        """Whose it is."""

        index_name = "by_work"
        projection = IncludeProjection(["holder_id"])

    work_of = UnicodeAttribute(hash_key=True)
    work_rank = UnicodeAttribute(range_key=True)


class ByMember(GlobalSecondaryIndex[Any]):
    """The open workspaces somebody is a member of, by when they were opened."""

    class Meta:
        """Keys only: the workspaces found are read together."""

        index_name = "by_member"
        projection = KeysOnlyProjection()

    member = UnicodeAttribute(hash_key=True)
    member_rank = UnicodeAttribute(range_key=True)


class ConflictsTable(Item):
    """The base of the items of the conflicts' table."""

    domain: ClassVar[str] = "conflicts"

    by_account = ByAccount()
    by_waiting = ByWaiting()
    by_work = ByWork()
    by_member = ByMember()
    due = DueIndex()
    account_key = UnicodeAttribute(null=True)
    state_rank = UnicodeAttribute(null=True)
    waiting_shard = UnicodeAttribute(null=True)
    waiting_rank = UnicodeAttribute(null=True)
    work_of = UnicodeAttribute(null=True)
    work_rank = UnicodeAttribute(null=True)
    member = UnicodeAttribute(null=True)
    member_rank = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)


class FollowingItem(ConflictsTable, AggregateItem, discriminator="following"):
    """Who follows an account."""


class FollowerItem(ConflictsTable, discriminator="follower"):
    """How many open tasks somebody has on an account: beside the account's item, so that few writes meet in that."""

    works = NumberAttribute()


class HeardItem(ConflictsTable, discriminator="followed_work"):
    """What was heard of a task."""

    version = NumberAttribute()
    holder_id = UnicodeAttribute(null=True)
    account_id = UnicodeAttribute(null=True)
    at = UnicodeAttribute()
    is_over = BooleanAttribute()
    expires_at = NumberAttribute(null=True)


class ConflictItem(ConflictsTable, AggregateItem, discriminator="conflict"):
    """A conflict."""


class ResponsibilityItem(ConflictsTable, AggregateItem, discriminator="responsibility"):
    """Who does what for an account."""


class WorkspaceItem(ConflictsTable, AggregateItem, discriminator="workspace"):
    """A workspace."""


class MemberItem(ConflictsTable, discriminator="workspace_member"):
    """Somebody is a member of an open workspace."""
