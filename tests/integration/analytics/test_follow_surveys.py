"""Counting invitations."""

from tests.flows.conftest import Company, company, founded
from tests.surveys import answered, comes_again, survey_of

__all__ = ["company", "founded"]


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    assert company.does("admin", "GET /metrics/survey_reach")["value"] == 1.0
    assert answer_id
    comes_again(
        company, "analytics.follow_surveys", "surveys", survey_of(company, case_id)["survey_id"], "SurveyDelivered"
    )
