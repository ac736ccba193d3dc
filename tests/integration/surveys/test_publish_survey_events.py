"""Publishing what happened to surveys."""

from infra import catalog
from tests.flows.conftest import Company
from tests.surveys import answered, survey_of


def test_what_happened_reaches_those_who_follow(company: Company) -> None:
    case_id, _ = answered(company)
    assert survey_of(company, case_id)["status"] == "answered"
    assert company.told("wang-qiang", "survey_answered")
    assert catalog.specs()["surveys.publish_survey_events"].grants
