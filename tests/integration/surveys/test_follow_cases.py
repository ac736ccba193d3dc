"""Planning to ask about cases."""

from tests.flows.conftest import Company
from tests.surveys import answered, comes_again, survey_of


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    assert survey_of(company, case_id)["status"] == "answered"
    assert answer_id
    comes_again(company, "surveys.follow_cases", "cases", case_id, "CaseResolved")
