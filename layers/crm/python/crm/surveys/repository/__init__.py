"""Surveys, answers, follow-ups, satisfaction and reviews in DynamoDB."""

from datetime import UTC, datetime
from typing import Any

from crm.core.repository import Repository
from crm.core.timers import seconds, shard_of
from crm.surveys.models import Answer, FollowUp, Review, Satisfaction, Survey
from crm.surveys.repository.items import AnswerItem, FollowUpItem, ReviewItem, SatisfactionItem, SurveyItem


def rank(at: datetime, id_: str) -> str:
    """Return what sorts by time, and ties by id."""
    return f"{seconds(at):010d}#{id_}"


def day_of(at: datetime) -> str:
    """Return the day, in UTC, that lists of answers are read by."""
    return f"{at.astimezone(UTC):%Y-%m-%d}"


def _project_survey(survey: Survey) -> dict[str, Any]:
    due = seconds(survey.wake_at)
    return {
        "next_due_at": due,
        "due_shard": None if due is None else shard_of(survey.id),
        "case_key": survey.case_id,
        "case_rank": f"survey#{rank(survey.resolved_at, survey.id)}",
    }


def _project_answer(answer: Answer) -> dict[str, Any]:
    ranked = rank(answer.at, answer.id)
    return {
        "case_key": answer.case_id,
        "case_rank": None if answer.case_id is None else f"answer#{ranked}",
        "account_key": answer.account_id,
        "account_rank": None if answer.account_id is None else ranked,
        "day": day_of(answer.at),
        "day_rank": ranked,
    }


def _project_review(review: Review) -> dict[str, Any]:
    is_open = review.status == "open"
    return {
        "case_key": review.case_id,
        "case_rank": f"review#{rank(review.opened_at, review.id)}",
        "open_shard": shard_of(review.id) if is_open else None,
        "open_rank": rank(review.expected_by_at, review.id) if is_open else None,
    }


surveys = Repository("survey", SurveyItem, Survey, project=_project_survey)
answers = Repository("answer", AnswerItem, Answer, project=_project_answer)
follow_ups = Repository("follow-up", FollowUpItem, FollowUp, project=lambda _: {})
satisfactions = Repository("satisfaction", SatisfactionItem, Satisfaction, project=lambda _: {})
reviews = Repository(
    "review",
    ReviewItem,
    Review,
    project=_project_review,
    claims=lambda review: [("task_id", review.task_id)],
)
