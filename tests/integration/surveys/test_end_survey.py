"""Letting a survey be."""

from tests.flows.conftest import Company
from tests.surveys import asked, survey_of


def test_run_again_it_finds_nothing_left_to_do(company: Company) -> None:
    case_id, _ = asked(company)
    survey = survey_of(company, case_id)
    task = {"verdict": "skip", "reason": "quiet_window"}
    done = company.twin.functions.invoke(
        "surveys.end_survey", {"task": {"survey_id": survey["survey_id"]} | task, "correlation_id": "run-00000001"}
    )
    assert done == {"status": "sent"}
    assert survey_of(company, case_id) == survey
