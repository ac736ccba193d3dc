"""The items of cadence's table, and the indexes they are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem
from crm.core.timers import DueIndex

ROW = ("owner_id", "team_id", "week", "status", "total", "done", "key_accounts", "created_at")
"""What a list of lists shows."""


class ByOwner(GlobalSecondaryIndex[Any]):
    """The lists of somebody, by week."""

    class Meta:
        """What a list shows."""

        index_name = "by_owner"
        projection = IncludeProjection(list(ROW))

    owner_id = UnicodeAttribute(hash_key=True)
    week = UnicodeAttribute(range_key=True)


class ByTeamWeek(GlobalSecondaryIndex[Any]):
    """The lists of a team in a week, by owner."""

    class Meta:
        """What a list shows."""

        index_name = "by_team_week"
        projection = IncludeProjection(list(ROW))

    team_week = UnicodeAttribute(hash_key=True)
    owner_id = UnicodeAttribute(range_key=True)


class CadenceTable(Item):
    """The base of the items of cadence's table."""

    domain: ClassVar[str] = "cadence"

    by_owner = ByOwner()
    by_team_week = ByTeamWeek()
    due = DueIndex()
    owner_id = UnicodeAttribute(null=True)
    week = UnicodeAttribute(null=True)
    team_week = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)


class ListItem(CadenceTable, AggregateItem, discriminator="cadence_list"):
    """A weekly list."""

    team_id = UnicodeAttribute()
    status = UnicodeAttribute()
    total = NumberAttribute()
    done = NumberAttribute()
    key_accounts = NumberAttribute()
    created_at = UnicodeAttribute()


class StandingItem(CadenceTable, AggregateItem, discriminator="standing"):
    """How an account stands."""


class RhythmItem(CadenceTable, AggregateItem, discriminator="rhythm"):
    """A team's rhythm."""


class WeekRunItem(CadenceTable, AggregateItem, discriminator="week_run"):
    """The making of a team's lists of a week."""
