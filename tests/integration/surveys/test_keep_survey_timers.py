"""The schedules of surveys."""

from infra.local.resources import client
from tests.flows.conftest import Company
from tests.surveys import solves, survey_of


def test_a_survey_that_is_called_off_has_no_schedule(company: Company) -> None:
    case_id = solves(company)
    survey_id = survey_of(company, case_id)["survey_id"]
    assert _schedules(survey_id) == 1
    company.does("li-lei", f"POST /cases/{case_id}/reopenings", {"reason": "问题重现"})
    assert _schedules(survey_id) == 0


def _schedules(survey_id: str) -> int:
    found = client("scheduler").list_schedules()["Schedules"]
    return len([each for each in found if each["Name"].startswith(survey_id)])
