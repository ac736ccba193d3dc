"""Writing answers to the profile."""

from tests.flows.conftest import Company
from tests.surveys import answered, comes_again


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    [review] = company.does("wang-qiang", f"GET /reviews?case={case_id}")["items"]
    assert review["answer_id"] == answer_id
    comes_again(company, "surveys.write_to_profile", "surveys", answer_id, "SurveyAnswered")
