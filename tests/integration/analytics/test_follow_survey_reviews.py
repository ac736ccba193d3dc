"""Counting reviews."""

from tests.flows.conftest import Company, company, founded
from tests.surveys import answered, comes_again

__all__ = ["company", "founded"]


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    [review] = company.does("wang-qiang", f"GET /reviews?case={case_id}")["items"]
    assert review["answer_id"] == answer_id
    assert company.does("admin", "GET /metrics/low_score_review_completion")["denominator"] == 1
    comes_again(company, "analytics.follow_survey_reviews", "surveys", review["review_id"], "ReviewOpened")
