"""Recording what a customer said by phone or in IM."""

import pytest

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import solves

SAID = {"channel": "im", "feedback": "还有问题", "needs_action": True}


def test_it_is_for_those_who_work_on_the_case(company: Company) -> None:
    case_id = solves(company)
    route = f"POST /cases/{case_id}/followups"
    problem(company.twin.call(route, SAID), 401, "not_signed_in")
    problem(company.twin.call(route, SAID, user="zhang-min"), 409, "not_your_case")
    problem(company.twin.call(route, SAID | {"score": 6}, user="li-lei"), 422, "invalid_payload")


@pytest.mark.requirement("R-135")
def test_without_a_score_it_counts_nowhere_and_stands_on_the_case(company: Company) -> None:
    case_id = solves(company)
    recorded = company.does("li-lei", f"POST /cases/{case_id}/followups", SAID)
    assert (recorded["answer_id"], recorded["needs_action"], recorded["by"]) == (None, True, "li-lei")
    assert company.does("wang-qiang", f"GET /survey-answers?case={case_id}")["items"] == []
    [said] = [each["data"] for each in company.events(case_id) if each["type"] == "CustomerSurveyed"]
    assert (said["needs_action"], said["comment"]) == (True, "还有问题")
