"""What is due about surveys."""

from tests.flows.conftest import Company
from tests.surveys import asked, survey_of


def test_a_timer_that_fires_early_changes_nothing(company: Company) -> None:
    case_id, _ = asked(company)
    survey = survey_of(company, case_id)
    due = {"aggregate_id": survey["survey_id"], "due_at": "2026-03-02T03:00:00+00:00"}
    company.twin.functions.invoke("surveys.fire_due_survey", due)
    company.twin.settle()
    assert survey_of(company, case_id) == survey
