"""Noting on a case what its customer said."""

from tests.flows.conftest import Company, company, founded
from tests.surveys import answered, comes_again

__all__ = ["company", "founded"]


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    said = [each["data"] for each in company.events(case_id) if each["type"] == "CustomerSurveyed"]
    assert [(each["answer_id"], each["score"]) for each in said] == [(answer_id, 2)]
    comes_again(company, "cases.note_survey_result", "surveys", answer_id, "SurveyAnswered")
