"""The items of knowledge's table, and the indexes they are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import BinaryAttribute, ListAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem
from crm.core.timers import DueIndex

COLUMNS = ("title", "status", "language", "category", "tags", "review_by", "created_at", "updated_at")
"""What lists show."""


class ByStatus(GlobalSecondaryIndex[Any]):
    """The articles of a status, spread over partitions, those changed last first."""

    class Meta:
        """What a list shows."""

        index_name = "by_status"
        projection = IncludeProjection(list(COLUMNS))

    status_shard = UnicodeAttribute(hash_key=True)
    changed_rank = UnicodeAttribute(range_key=True)


class KnowledgeTable(Item):
    """The base of the items of knowledge's table."""

    domain: ClassVar[str] = "knowledge"

    by_status = ByStatus()
    due = DueIndex()
    status_shard = UnicodeAttribute(null=True)
    changed_rank = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)


class ArticleItem(KnowledgeTable, AggregateItem, discriminator="article"):
    """An article."""

    title = UnicodeAttribute()
    status = UnicodeAttribute()
    language = UnicodeAttribute()
    category = UnicodeAttribute()
    tags = ListAttribute(of=UnicodeAttribute, null=True)
    review_by = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute()
    updated_at = UnicodeAttribute()


class PublishedItem(KnowledgeTable, discriminator="published"):
    """A published version of an article, beside it: `PUBLISHED#0003`. It never changes."""

    content = BinaryAttribute(legacy_encoding=False)
    at = UnicodeAttribute()


class CitingItem(KnowledgeTable, discriminator="citing"):
    """That a case (`CITING#case_…`) cites an article, and the answer of its customer that was counted last."""

    wording = UnicodeAttribute()
    answer_id = UnicodeAttribute(null=True)


class PostingsItem(KnowledgeTable, discriminator="postings"):
    """Where a term stands (`TERM#签名`): how many articles have it, and those that are about it most."""

    version = VersionAttribute()
    articles = NumberAttribute()
    postings = BinaryAttribute(legacy_encoding=False)


class IndexedItem(KnowledgeTable, discriminator="indexed"):
    """The terms under which an article stands in the index, beside it."""

    version = VersionAttribute()
    terms = BinaryAttribute(legacy_encoding=False)
    length = NumberAttribute()


class CorpusItem(KnowledgeTable, discriminator="corpus"):
    """How many articles the index has, and how long they are together."""

    articles = NumberAttribute()
    length = NumberAttribute()
