"""The items of the knowledge table, and the indexes they are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem


class ByStatus(GlobalSecondaryIndex[Any]):
    """The articles in a status, by when they were changed."""

    class Meta:
        """Whole: a list shows what stands in the state."""

        index_name = "by_status"
        projection = AllProjection()

    status_key = UnicodeAttribute(hash_key=True)
    status_rank = UnicodeAttribute(range_key=True)


class KnowledgeTable(Item):
    """The base of the items of the knowledge table."""

    domain: ClassVar[str] = "knowledge"

    by_status = ByStatus()
    status_key = UnicodeAttribute(null=True)
    status_rank = UnicodeAttribute(null=True)


class ArticleItem(KnowledgeTable, AggregateItem, discriminator="article"):
    """An article."""


class PublishedItem(KnowledgeTable, discriminator="published"):
    """A published version: written once."""

    content = BinaryAttribute(legacy_encoding=False)


class SegmentItem(KnowledgeTable, discriminator="segment"):
    """A part of the index of what is in use: the entries of the articles that fall into it, packed."""

    version = VersionAttribute()
    entries = BinaryAttribute(legacy_encoding=False)
