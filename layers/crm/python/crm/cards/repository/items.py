"""The items of the cards' table, and the indexes they are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem
from crm.core.timers import DueIndex

COLUMNS = (
    "number",
    "card_type",
    "title",
    "status",
    "priority",
    "assignee_id",
    "requester_id",
    "team_id",
    "account_id",
    "account_name",
    "expected_at",
    "source",
    "watchers",
    "created_at",
    "finished_at",
    "opened_at",
)
"""What boards and lists show, and what decides who sees it: in every index that lists cards."""


class ByBoard(GlobalSecondaryIndex[Any]):
    """The board of the whole company, spread over partitions: the columns one after another, each in its order."""

    class Meta:
        """What a list shows."""

        index_name = "by_board"
        projection = IncludeProjection(list(COLUMNS))

    board = UnicodeAttribute(hash_key=True)
    column = UnicodeAttribute(range_key=True)


class ByTeam(GlobalSecondaryIndex[Any]):
    """The board of a team."""

    class Meta:
        """What a list shows."""

        index_name = "by_team"
        projection = IncludeProjection(list(COLUMNS))

    team_key = UnicodeAttribute(hash_key=True)
    column = UnicodeAttribute(range_key=True)


class ByAssignee(GlobalSecondaryIndex[Any]):
    """The board of what somebody is asked."""

    class Meta:
        """What a list shows."""

        index_name = "by_assignee"
        projection = IncludeProjection(list(COLUMNS))

    assignee_key = UnicodeAttribute(hash_key=True)
    column = UnicodeAttribute(range_key=True)


class ByRequester(GlobalSecondaryIndex[Any]):
    """The board of what somebody asks of others, with what still waits for approval."""

    class Meta:
        """What a list shows."""

        index_name = "by_requester"
        projection = IncludeProjection(list(COLUMNS))

    requester_key = UnicodeAttribute(hash_key=True)
    column = UnicodeAttribute(range_key=True)


class ByAccount(GlobalSecondaryIndex[Any]):
    """The board of an account."""

    class Meta:
        """What a list shows."""

        index_name = "by_account"
        projection = IncludeProjection(list(COLUMNS))

    account_key = UnicodeAttribute(hash_key=True)
    column = UnicodeAttribute(range_key=True)


class ByThread(GlobalSecondaryIndex[Any]):
    """The cards that come from a conversation."""

    class Meta:
        """What tells which of them somebody speaks of."""

        index_name = "by_thread"
        projection = IncludeProjection(["status", "assignee_id", "opened_at"])

    thread_key = UnicodeAttribute(hash_key=True)
    column = UnicodeAttribute(range_key=True)


class ByApprover(GlobalSecondaryIndex[Any]):
    """What waits for somebody's approval, or for that of anybody with a role, by when it was asked."""

    class Meta:
        """What a list shows."""

        index_name = "by_approver"
        projection = IncludeProjection(list(COLUMNS))

    approver_key = UnicodeAttribute(hash_key=True)
    approval_rank = UnicodeAttribute(range_key=True)


class CardsTable(Item):
    """The base of the items of the cards' table."""

    domain: ClassVar[str] = "cards"

    by_board = ByBoard()
    by_team = ByTeam()
    by_assignee = ByAssignee()
    by_requester = ByRequester()
    by_account = ByAccount()
    by_thread = ByThread()
    by_approver = ByApprover()
    due = DueIndex()
    board = UnicodeAttribute(null=True)
    team_key = UnicodeAttribute(null=True)
    assignee_key = UnicodeAttribute(null=True)
    requester_key = UnicodeAttribute(null=True)
    account_key = UnicodeAttribute(null=True)
    thread_key = UnicodeAttribute(null=True)
    approver_key = UnicodeAttribute(null=True)
    column = UnicodeAttribute(null=True)
    approval_rank = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)


class CardItem(CardsTable, AggregateItem, discriminator="card"):
    """A card."""

    number = UnicodeAttribute()
    card_type = UnicodeAttribute()
    title = UnicodeAttribute()
    status = UnicodeAttribute()
    priority = UnicodeAttribute()
    assignee_id = UnicodeAttribute()
    requester_id = UnicodeAttribute()
    team_id = UnicodeAttribute(null=True)
    account_id = UnicodeAttribute(null=True)
    account_name = UnicodeAttribute(null=True)
    expected_at = UnicodeAttribute()
    source = UnicodeAttribute()
    watchers = ListAttribute(of=UnicodeAttribute, null=True)
    created_at = UnicodeAttribute()
    finished_at = UnicodeAttribute(null=True)
    opened_at = UnicodeAttribute(null=True)


class RefusalItem(CardsTable, AggregateItem, discriminator="refusal"):
    """What was refused in a conversation."""
