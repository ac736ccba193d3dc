"""Publishing what happened to surveys."""

from tests.flows.conftest import Company
from tests.surveys import answered


def test_what_happened_reaches_those_who_follow(company: Company) -> None:
    answered(company)
    assert len(company.told("wang-qiang", "survey_answered")) == 1
