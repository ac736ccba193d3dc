"""Reading answers, satisfaction and reviews."""

from datetime import date

from crm.core import paging
from crm.core.access import ADMIN, QA_SUPERVISOR, SUPERVISOR
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.customers import repository as customers
from crm.surveys.models import satisfaction_id
from crm.surveys.repository import lists, satisfactions
from crm.surveys.views import AnswerPage, AnswerView, ReviewPage, ReviewView, SatisfactionView


class AnswersOfWhatError(InvalidError):
    """Answers are listed by one of case, account and day."""

    code = "answers_of_what"


class ReviewCaseMissingError(InvalidError):
    """Whoever supervises nobody lists reviews by case."""

    code = "review_case_missing"


def satisfaction(account_id: str) -> SatisfactionView:
    """Show how satisfied an account is. Two requests."""
    customers.accounts.get(account_id)
    return SatisfactionView.of(account_id, satisfactions.find(satisfaction_id(account_id)))


def list_answers(case: str | None, account: str | None, on: date | None, limit: int, cursor: str | None) -> AnswerPage:
    """Return a page of what was said about a case, by an account, or on a day (UTC), newest first. One request."""
    if sum(each is not None for each in (case, account, on)) != 1:
        raise AnswersOfWhatError("on")
    listing = f"survey-answers:{case or account or on}"
    after = paging.unseal(listing, cursor)
    if case is not None:
        rows, end = lists.answers_of_case(case, limit, after)
    elif account is not None:
        rows, end = lists.answers_of_account(account, limit, after)
    else:
        rows, end = lists.answers_on(str(on), limit, after)
    return AnswerPage(
        items=[AnswerView.of(each) for each in rows],
        next_cursor=None if end is None else paging.seal(listing, end),
    )


def reviews_of(case_id: str, command: Command, limit: int, cursor: str | None) -> ReviewPage:
    """Return a page of the reviews of a case, newest first. One request."""
    listing = f"reviews:{case_id}"
    rows, end = lists.reviews_of(case_id, limit, paging.unseal(listing, cursor))
    return ReviewPage(
        items=[ReviewView.of(each, command.now) for each in rows],
        next_cursor=None if end is None else paging.seal(listing, end),
    )


def open_reviews(command: Command, limit: int, cursor: str | None) -> ReviewPage:
    """Return a page of all open reviews, that which is due first first: for those who supervise."""
    if not command.caller.has(SUPERVISOR, QA_SUPERVISOR, ADMIN):
        raise ReviewCaseMissingError("case")
    rows, end = lists.open_reviews(limit, paging.unseal("reviews", cursor))
    return ReviewPage(
        items=[ReviewView.of(each, command.now) for each in rows],
        next_cursor=None if end is None else paging.seal("reviews", end),
    )
