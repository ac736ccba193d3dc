"""Looking again before a customer is asked."""

from tests.flows.conftest import Company
from tests.surveys import asked, survey_of


def test_run_again_it_finds_nothing_left_to_do(company: Company) -> None:
    case_id, _ = asked(company)
    survey = survey_of(company, case_id)
    task = {"due": "invite"}
    done = company.twin.functions.invoke(
        "surveys.check_survey", {"task": {"survey_id": survey["survey_id"]} | task, "correlation_id": "run-00000001"}
    )
    assert done == {"verdict": "nothing", "reason": None}
    assert survey_of(company, case_id) == survey
