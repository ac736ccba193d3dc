"""Counting answers."""

from tests.flows.conftest import Company, company, founded
from tests.surveys import answered, comes_again

__all__ = ["company", "founded"]


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    assert company.does("admin", "GET /metrics/csat")["denominator"] == 1
    assert case_id
    comes_again(company, "analytics.follow_survey_answers", "surveys", answer_id, "SurveyAnswered")
