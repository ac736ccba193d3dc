"""The items of the surveys' table, and the indexes they are found by."""

from typing import Any, ClassVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from crm.core.dynamodb import Item
from crm.core.repository import AggregateItem
from crm.core.timers import DueIndex


class ByCase(GlobalSecondaryIndex[Any]):
    """What was asked and said about a case and looked into, each kind by time."""

    class Meta:
        """Whole: a case has few."""

        index_name = "by_case"
        projection = AllProjection()

    case_key = UnicodeAttribute(hash_key=True)
    case_rank = UnicodeAttribute(range_key=True)


class ByAccount(GlobalSecondaryIndex[Any]):
    """What an account said, by time."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_account"
        projection = AllProjection()

    account_key = UnicodeAttribute(hash_key=True)
    account_rank = UnicodeAttribute(range_key=True)


class ByDay(GlobalSecondaryIndex[Any]):
    """What was said on a day (UTC), by whomever."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_day"
        projection = AllProjection()

    day = UnicodeAttribute(hash_key=True)
    day_rank = UnicodeAttribute(range_key=True)


class ByOpen(GlobalSecondaryIndex[Any]):
    """The open reviews, in shards, by when they are due."""

    class Meta:
        """Whole: a list shows everything, and few are open."""

        index_name = "by_open"
        projection = AllProjection()

    open_shard = UnicodeAttribute(hash_key=True)
    open_rank = UnicodeAttribute(range_key=True)


class SurveysTable(Item):
    """The base of the items of the surveys' table."""

    domain: ClassVar[str] = "surveys"

    by_case = ByCase()
    by_account = ByAccount()
    by_day = ByDay()
    by_open = ByOpen()
    due = DueIndex()
    case_key = UnicodeAttribute(null=True)
    case_rank = UnicodeAttribute(null=True)
    account_key = UnicodeAttribute(null=True)
    account_rank = UnicodeAttribute(null=True)
    day = UnicodeAttribute(null=True)
    day_rank = UnicodeAttribute(null=True)
    open_shard = UnicodeAttribute(null=True)
    open_rank = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)


class SurveyItem(SurveysTable, AggregateItem, discriminator="survey"):
    """A survey."""


class AnswerItem(SurveysTable, AggregateItem, discriminator="answer"):
    """An answer."""


class FollowUpItem(SurveysTable, AggregateItem, discriminator="follow_up"):
    """A follow-up."""


class SatisfactionItem(SurveysTable, AggregateItem, discriminator="satisfaction"):
    """How satisfied an account is."""


class ReviewItem(SurveysTable, AggregateItem, discriminator="review"):
    """A review."""


class SpentItem(SurveysTable, discriminator="spent"):
    """A link was used. It says neither when nor for what: only that it opens nothing more."""

    by = UnicodeAttribute()
    """A digest of the `Idempotency-Key` that used it."""
    expires_at = NumberAttribute()


class QuietItem(SurveysTable, discriminator="quiet"):
    """A contact was invited, and is to be left alone until a time."""

    survey_id = UnicodeAttribute()
    until = NumberAttribute()
    expires_at = NumberAttribute()


class BurstItem(SurveysTable, discriminator="burst"):
    """How many answers came from an address in a stretch of time. The address itself is kept nowhere."""

    answers = NumberAttribute()
    expires_at = NumberAttribute()
