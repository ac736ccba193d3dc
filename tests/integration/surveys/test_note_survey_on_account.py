"""Noting on the account what its people said."""

from tests.flows.conftest import Company
from tests.surveys import answered, comes_again


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    entries = company.does("wang-qiang", "GET /accounts/customer-b/timeline?limit=100")["items"]
    [entry] = [each for each in entries if each["data"].get("kind") == "SurveyAnswered"]
    assert entry["data"]["subject_id"] == case_id
    comes_again(company, "surveys.note_survey_on_account", "surveys", answer_id, "SurveyAnswered")
