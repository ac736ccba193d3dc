"""The task that a dissatisfied customer makes for who is to find out why, and its end."""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from crm.core import i18n, ids
from crm.core.command import Command
from crm.directory import repository as directory
from crm.tasks import caused
from crm.tasks.desk import Work
from crm.tasks.events import TaskCancelled, TaskCompleted
from crm.tasks.intake import give
from crm.tasks.vocabulary import Priority


class Opened(NamedTuple):
    """A review: who is to do it, by when, and what it is about."""

    reviewer_id: str
    priority: Priority
    expected_by_at: datetime
    case_id: str
    case_number: str
    case_title: str
    account_id: str | None
    score: int


class Completed(NamedTuple):
    """A review is done: why the customer was dissatisfied."""

    cause: str


def follow(review_id: str, version: int, now_is: Opened | Completed, command: Command) -> None:
    """Bring the task of a review in step with what happened to it at `version`; a second run changes nothing."""
    given = partial(_given, review_id, now_is, command) if isinstance(now_is, Opened) else None
    caused.follow(review_id, version, _ending(now_is), given, command)


def _ending(now_is: Opened | Completed) -> caused.Ending:
    return TaskCompleted(result=now_is.cause) if isinstance(now_is, Completed) else TaskCancelled(reason="opened_again")


def _given(review_id: str, opened: Opened, command: Command) -> Work:
    reviewer = directory.find_user(opened.reviewer_id)
    locale = i18n.DEFAULT if reviewer is None else reviewer.locale
    facts = {"number": opened.case_number, "title": opened.case_title, "score": opened.score}
    return give(
        command,
        ids.derived_id("task", review_id),
        title=i18n.text("tasks", "survey_review.title", locale, facts),
        expected_result=i18n.text("tasks", "survey_review.expected_result", locale, facts),
        assignee_id=opened.reviewer_id,
        priority=opened.priority,
        due_at=opened.expected_by_at,
        subject_type="case",
        subject_id=opened.case_id,
        account_id=opened.account_id,
        source="survey_review",
        source_ref=review_id,
    )
