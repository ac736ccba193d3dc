"""Completing a review."""

import pytest

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import answered


@pytest.mark.requirement("R-062", "R-068")
def test_its_reviewer_completes_it_once(company: Company) -> None:
    case_id, _ = answered(company)
    [review] = company.does("wang-qiang", f"GET /reviews?case={case_id}")["items"]
    route, found = f"POST /reviews/{review['review_id']}/complete", {"cause": "答复太慢"}
    problem(company.twin.call(route, {}, user="wang-qiang"), 422, "invalid_payload")
    problem(company.twin.call(route, found, user="zhang-min"), 404, "not_found")
    problem(company.twin.call("POST /reviews/review_1/complete", found, user="wang-qiang"), 404, "not_found")
    company.twin.advance(hours=25)
    done = company.does("wang-qiang", route, found)
    assert (done["status"], done["cause"], done["overdue"]) == ("completed", "答复太慢", True)
    problem(company.twin.call(route, found, user="wang-qiang"), 409, "review_over")
