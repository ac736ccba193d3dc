"""The items of the table of analytics, and the indexes that rows are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem

_SHOWN = ["contribution", "subject"]


class ByPerson(GlobalSecondaryIndex[Any]):
    """The rows behind what a person counts for in a metric, by when."""

    class Meta:
        """What a list of rows shows."""

        index_name = "by_person"
        projection = IncludeProjection(_SHOWN)

    person_rows = UnicodeAttribute(hash_key=True)
    row_rank = UnicodeAttribute(range_key=True)


class ByTeam(GlobalSecondaryIndex[Any]):
    """The rows behind what a team counts for in a metric, by when."""

    class Meta:
        """What a list of rows shows."""

        index_name = "by_team"
        projection = IncludeProjection(_SHOWN)

    team_rows = UnicodeAttribute(hash_key=True)
    row_rank = UnicodeAttribute(range_key=True)


class ByMetric(GlobalSecondaryIndex[Any]):
    """All rows behind a metric, by when, in as many shards as its counters."""

    class Meta:
        """What a list of rows shows."""

        index_name = "by_metric"
        projection = IncludeProjection(_SHOWN)

    metric_rows = UnicodeAttribute(hash_key=True)
    row_rank = UnicodeAttribute(range_key=True)


class AnalyticsTable(Item):
    """The base of the items of analytics."""

    domain: ClassVar[str] = "analytics"

    by_person = ByPerson()
    by_team = ByTeam()
    by_metric = ByMetric()
    person_rows = UnicodeAttribute(null=True)
    team_rows = UnicodeAttribute(null=True)
    metric_rows = UnicodeAttribute(null=True)
    row_rank = UnicodeAttribute(null=True)


class FactsItem(AnalyticsTable, discriminator="facts"):
    """What is known of a subject, up to which of its versions."""

    version = NumberAttribute()
    state = BinaryAttribute(legacy_encoding=False)


class RowItem(AnalyticsTable, discriminator="row"):
    """A contribution of a subject."""

    subject = UnicodeAttribute()
    contribution = UnicodeAttribute()


class CellItem(AnalyticsTable, discriminator="cell"):
    """A counter of a day: `n<quarter>`, `d<quarter>` and, of lengths, `b<quarter>_<bin>`, whichever moved."""


class RebuildItem(AnalyticsTable, AggregateItem, discriminator="rebuild"):
    """A rebuilding of the counters."""
