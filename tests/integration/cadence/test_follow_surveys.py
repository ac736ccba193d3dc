"""The health of accounts, and what their people say."""

from tests.flows.conftest import Company, company, founded
from tests.surveys import answered, comes_again

__all__ = ["company", "founded"]


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    health = company.does("wang-qiang", "GET /accounts/customer-b/health")
    assert (health["history"][0]["causes"], health["history"][0]["subject_id"]) == (["survey"], answer_id)
    assert health["history"][0]["after"] < health["history"][0]["before"]
    assert case_id
    comes_again(company, "cadence.follow_surveys", "surveys", answer_id, "SurveyAnswered")
