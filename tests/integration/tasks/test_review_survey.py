"""The task of a bad score."""

from tests.flows.conftest import Company, company, founded
from tests.surveys import answered, comes_again

__all__ = ["company", "founded"]


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    [review] = company.does("wang-qiang", f"GET /reviews?case={case_id}")["items"]
    assert review["answer_id"] == answer_id
    task = company.does(review["reviewer_id"], f"GET /tasks/{review['task_id']}")
    assert (task["subject"]["id"], task["source"]) == (case_id, "survey_review")
    comes_again(company, "tasks.review_survey", "surveys", review["review_id"], "ReviewOpened")
