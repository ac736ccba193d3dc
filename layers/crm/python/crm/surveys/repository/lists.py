"""Reading what was asked, said and looked into by case, by account, by day and by what is open."""

from operator import itemgetter

from crm.core import dynamodb
from crm.core.timers import SHARDS
from crm.surveys.models import Answer, Review, Survey
from crm.surveys.repository import answers, reviews, surveys
from crm.surveys.repository.items import AnswerItem, ReviewItem, SurveyItem

Key = dynamodb.Key


def surveys_of(case_id: str, limit: int) -> list[Survey]:
    """Return the surveys about a case, that of the newest resolution first. One request."""
    within = SurveyItem.case_rank.startswith("survey#")
    rows, _ = dynamodb.query(SurveyItem, case_id, index="by_case", range_condition=within, limit=limit, forward=False)
    return [surveys.load(each) for each in rows]


def answers_of_case(case_id: str, limit: int, after: Key | None) -> tuple[list[Answer], Key | None]:
    """Return what was said about a case, newest first. One request."""
    within = AnswerItem.case_rank.startswith("answer#")
    rows, end = dynamodb.query(
        AnswerItem, case_id, index="by_case", range_condition=within, limit=limit, after=after, forward=False
    )
    return [answers.load(each) for each in rows], end


def answers_of_account(account_id: str, limit: int, after: Key | None) -> tuple[list[Answer], Key | None]:
    """Return what an account said, newest first. One request."""
    rows, end = dynamodb.query(AnswerItem, account_id, index="by_account", limit=limit, after=after, forward=False)
    return [answers.load(each) for each in rows], end


def answers_on(day: str, limit: int, after: Key | None) -> tuple[list[Answer], Key | None]:
    """Return what was said on a day (UTC), newest first: anonymous answers and those not counted too. One request."""
    rows, end = dynamodb.query(AnswerItem, day, index="by_day", limit=limit, after=after, forward=False)
    return [answers.load(each) for each in rows], end


def reviews_of(case_id: str, limit: int, after: Key | None) -> tuple[list[Review], Key | None]:
    """Return the reviews of a case, newest first. One request."""
    within = ReviewItem.case_rank.startswith("review#")
    rows, end = dynamodb.query(
        ReviewItem, case_id, index="by_case", range_condition=within, limit=limit, after=after, forward=False
    )
    return [reviews.load(each) for each in rows], end


def open_reviews(limit: int, after: str | None) -> tuple[list[Review], str | None]:
    """Return open reviews, that which is due first first, and the rank to go on after. One request a shard."""
    beyond = None if after is None else ReviewItem.open_rank > after
    found: list[tuple[str, ReviewItem]] = []
    for shard in range(SHARDS):
        rows, _ = dynamodb.query(ReviewItem, str(shard), index="by_open", range_condition=beyond, limit=limit + 1)
        found += [(each.open_rank, each) for each in rows]
    page = sorted(found, key=itemgetter(0))[:limit]
    return [reviews.load(each) for _, each in page], page[-1][0] if len(found) > limit else None
