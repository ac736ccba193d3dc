"""The items of the tasks' table, and the indexes they are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem
from crm.core.timers import DueIndex

COLUMNS = (
    "title",
    "status",
    "priority",
    "assignee_id",
    "creator_id",
    "team_id",
    "subject_type",
    "subject_id",
    "account_id",
    "due_at",
    "sla_due_at",
    "begins_at",
    "ends_at",
    "sensitivity",
    "source",
    "watchers",
    "created_at",
)
"""What lists show, and what decides how much of it: in every index that lists tasks."""


class Inbox(GlobalSecondaryIndex[Any]):
    """What waits for somebody, by priority; what is promised soonest first.

    A partition for each priority, read in the order of the policy in force: another order needs no rewriting.
    """

    class Meta:
        """What a list shows."""

        index_name = "inbox"
        projection = IncludeProjection(list(COLUMNS))

    inbox = UnicodeAttribute(hash_key=True)
    inbox_rank = UnicodeAttribute(range_key=True)


class ByCreator(GlobalSecondaryIndex[Any]):
    """What somebody gave others and themselves, by when."""

    class Meta:
        """What a list shows."""

        index_name = "by_creator"
        projection = IncludeProjection(list(COLUMNS))

    creator_id = UnicodeAttribute(hash_key=True)
    given_rank = UnicodeAttribute(range_key=True)


class BySubject(GlobalSecondaryIndex[Any]):
    """The tasks about something; the open ones before those that are over, by when they are due."""

    class Meta:
        """What a list shows."""

        index_name = "by_subject"
        projection = IncludeProjection(list(COLUMNS))

    subject = UnicodeAttribute(hash_key=True)
    state_rank = UnicodeAttribute(range_key=True)


class ByAccount(GlobalSecondaryIndex[Any]):
    """The tasks about an account, its contacts and its cases, ordered as those about something."""

    class Meta:
        """What a list shows."""

        index_name = "by_account"
        projection = IncludeProjection(list(COLUMNS))

    account_key = UnicodeAttribute(hash_key=True)
    state_rank = UnicodeAttribute(range_key=True)


class BySlot(GlobalSecondaryIndex[Any]):
    """What takes somebody's time, by when it begins: for overlaps, free time and the calendar."""

    class Meta:
        """What a calendar shows."""

        index_name = "by_slot"
        projection = IncludeProjection(list(COLUMNS))

    slots = UnicodeAttribute(hash_key=True)
    slot_rank = UnicodeAttribute(range_key=True)


class TasksTable(Item):
    """The base of the items of the tasks' table."""

    domain: ClassVar[str] = "tasks"

    by_inbox = Inbox()
    by_creator = ByCreator()
    by_subject = BySubject()
    by_account = ByAccount()
    by_slot = BySlot()
    due = DueIndex()
    inbox = UnicodeAttribute(null=True)
    inbox_rank = UnicodeAttribute(null=True)
    creator_id = UnicodeAttribute(null=True)
    given_rank = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    account_key = UnicodeAttribute(null=True)
    state_rank = UnicodeAttribute(null=True)
    slots = UnicodeAttribute(null=True)
    slot_rank = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)


class TaskItem(TasksTable, AggregateItem, discriminator="task"):
    """A task."""

    title = UnicodeAttribute()
    status = UnicodeAttribute()
    priority = UnicodeAttribute()
    assignee_id = UnicodeAttribute()
    team_id = UnicodeAttribute(null=True)
    subject_type = UnicodeAttribute(null=True)
    subject_id = UnicodeAttribute(null=True)
    account_id = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute()
    sla_due_at = UnicodeAttribute()
    begins_at = UnicodeAttribute()
    ends_at = UnicodeAttribute()
    sensitivity = UnicodeAttribute()
    source = UnicodeAttribute()
    watchers = ListAttribute(of=UnicodeAttribute, null=True)
    created_at = UnicodeAttribute()


class HeardItem(TasksTable, discriminator="heard"):
    """What was heard last of a case: of which version of it, and which task it has open."""

    version = NumberAttribute()
    task_id = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class PushItem(TasksTable, discriminator="push"):
    """When the newest notice of a task was there for its assignee; it lies beside the task."""

    pushed_at = UnicodeAttribute()


class FeedItem(TasksTable, AggregateItem, discriminator="calendar_feed"):
    """Somebody's calendar feed."""
