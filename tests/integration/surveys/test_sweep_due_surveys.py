"""Surveys whose schedule was lost."""

from tests.flows.conftest import Company
from tests.surveys import solves, survey_of


def test_a_lost_schedule_costs_minutes_only(company: Company) -> None:
    case_id = solves(company)
    company.twin.pump.lose_schedules("surveys")
    company.twin.advance(minutes=45)
    assert survey_of(company, case_id)["status"] == "sent"
