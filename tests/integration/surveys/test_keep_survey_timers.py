"""The schedules of surveys."""

from tests.flows.conftest import Company
from tests.surveys import solves, survey_of


def test_a_survey_that_is_called_off_has_no_schedule(company: Company) -> None:
    case_id = solves(company)
    survey_id = survey_of(company, case_id)["survey_id"]
    assert _schedules(company, survey_id) == 1
    company.does("li-lei", f"POST /cases/{case_id}/reopenings", {"reason": "问题重现"})
    assert _schedules(company, survey_id) == 0


def _schedules(company: Company, survey_id: str) -> int:
    return len([each for each in company.twin.pump.timers() if each["name"].startswith(survey_id)])
