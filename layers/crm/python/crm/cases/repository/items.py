"""The items of the cases' table, and the indexes they are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import BinaryAttribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem
from crm.core.timers import DueIndex

COLUMNS = (
    "number",
    "title",
    "status",
    "priority",
    "queue_id",
    "assignee_id",
    "contact_id",
    "account_id",
    "channel",
    "category",
    "tags",
    "serial",
    "product",
    "order_id",
    "device_id",
)
"""What lists show and filter by: in every index that lists cases. A change of one is a write in each of them, so what
changes with every command (the version) is not among them."""

NO_DUE = 9_999_999_999
"""The rank of a case whose clocks stand still: after all that are due."""


class Worklist(GlobalSecondaryIndex[Any]):
    """Open cases by whose they are (`user:…`) or, without a person, by queue (`queue:…`); nearest due first."""

    class Meta:
        """What a list shows."""

        index_name = "worklist"
        projection = IncludeProjection([*COLUMNS, "opened_rank"])

    worklist = UnicodeAttribute(hash_key=True)
    due_rank = UnicodeAttribute(range_key=True)


class ByQueue(GlobalSecondaryIndex[Any]):
    """All open cases of a queue, in shards; nearest due first."""

    class Meta:
        """What a list shows."""

        index_name = "by_queue"
        projection = IncludeProjection([*COLUMNS, "opened_rank"])

    queue_shard = UnicodeAttribute(hash_key=True)
    due_rank = UnicodeAttribute(range_key=True)


class ByAccount(GlobalSecondaryIndex[Any]):
    """All cases of an account, newest first."""

    class Meta:
        """What a list shows."""

        index_name = "by_account"
        projection = IncludeProjection([*COLUMNS, "due_rank"])

    account_id = UnicodeAttribute(hash_key=True)
    opened_rank = UnicodeAttribute(range_key=True)


class ByContact(GlobalSecondaryIndex[Any]):
    """All cases of a contact, newest first: the customer's own list, which shows no due times."""

    class Meta:
        """What a list shows."""

        index_name = "by_contact"
        projection = IncludeProjection([*COLUMNS])

    contact_id = UnicodeAttribute(hash_key=True)
    opened_rank = UnicodeAttribute(range_key=True)


class ByNumber(GlobalSecondaryIndex[Any]):
    """A case by the number people know it by."""

    class Meta:
        """Its key is all that is needed."""

        index_name = "by_number"
        projection = KeysOnlyProjection()

    number = UnicodeAttribute(hash_key=True)
    pk = UnicodeAttribute(range_key=True)


class CasesTable(Item):
    """The base of the items of the cases' table."""

    domain: ClassVar[str] = "cases"

    by_worklist = Worklist()
    by_queue = ByQueue()
    by_account = ByAccount()
    by_contact = ByContact()
    by_number = ByNumber()
    due = DueIndex()
    worklist = UnicodeAttribute(null=True)
    queue_shard = UnicodeAttribute(null=True)
    due_rank = UnicodeAttribute(null=True)
    account_id = UnicodeAttribute(null=True)
    contact_id = UnicodeAttribute(null=True)
    opened_rank = UnicodeAttribute(null=True)
    number = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)


class CaseItem(CasesTable, AggregateItem, discriminator="case"):
    """A case."""

    title = UnicodeAttribute()
    status = UnicodeAttribute()
    priority = UnicodeAttribute()
    queue_id = UnicodeAttribute()
    assignee_id = UnicodeAttribute(null=True)
    channel = UnicodeAttribute()
    category = UnicodeAttribute()
    tags = ListAttribute(of=UnicodeAttribute, null=True)
    serial = UnicodeAttribute(null=True)
    product = UnicodeAttribute(null=True)
    order_id = UnicodeAttribute(null=True)
    device_id = UnicodeAttribute(null=True)


class SlotItem(CasesTable, discriminator="slot"):
    """What a colleague has in hand: counted in the transactions that give and take cases."""

    active = NumberAttribute(default=0)
    solved = NumberAttribute(null=True)
    solved_seconds = NumberAttribute(null=True)


class WatchItem(CasesTable, discriminator="watch"):
    """Somebody follows a case; found by follower."""


class TagItem(CasesTable, discriminator="tag"):
    """A tag of a case; found by tag, in the order in which cases were opened."""


class RelationItem(CasesTable, discriminator="relation"):
    """How a case stands to another; the other has the inverse."""

    relation = UnicodeAttribute()
    other_id = UnicodeAttribute()
    related_at = UnicodeAttribute()
    related_by = UnicodeAttribute()


class ToldItem(CasesTable, discriminator="told"):
    """Somebody was told of the end of a fault: what lets each be told once, however many of its cases they have."""


class SubtaskItem(CasesTable, discriminator="subtask"):
    """Which case a task is a part of."""

    case_id = UnicodeAttribute()


class SavedViewItem(CasesTable, AggregateItem, discriminator="case_view"):
    """A saved view; found by whose it is, in the order of names."""


class SampleItem(CasesTable, AggregateItem, discriminator="qa_sample"):
    """Cases drawn for quality assurance."""


class DecisionItem(CasesTable, discriminator="decision"):
    """A routing decision with all that it depended on."""

    snapshot = BinaryAttribute(legacy_encoding=False)
    decision = BinaryAttribute(legacy_encoding=False)
    decided_at = UnicodeAttribute()


class AttachmentItem(CasesTable, discriminator="attachment"):
    """A file of a case; `pending` until it has been uploaded."""

    attachment = BinaryAttribute(legacy_encoding=False)
    state = UnicodeAttribute()


class TwinItem(CasesTable, discriminator="twin"):
    """Which case the next equal one of the same customer is merged into."""

    case_id = UnicodeAttribute()
    expires_at = NumberAttribute()


class RiskItem(CasesTable, discriminator="risk"):
    """A case that may be malicious; found by state, newest first."""

    record = BinaryAttribute(legacy_encoding=False)


class SenderItem(CasesTable, discriminator="sender"):
    """What is remembered of somebody who sends us something: how often in a stretch of time, or until when not."""

    stretch = NumberAttribute(null=True)
    amount = NumberAttribute(null=True)
    until = NumberAttribute(null=True)
    record = BinaryAttribute(legacy_encoding=False, null=True)
    expires_at = NumberAttribute(null=True)
