"""Listing reviews."""

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import answered


def test_supervisors_see_all_that_are_open(company: Company) -> None:
    case_id, answer_id = answered(company)
    problem(company.twin.call("GET /reviews", user="li-lei"), 422, "review_case_missing")
    problem(company.twin.call(f"GET /reviews?case={case_id}", user="duty-rd"), 404, "not_found")
    [review] = company.does("wang-qiang", "GET /reviews")["items"]
    assert (review["case_id"], review["answer_id"], review["status"]) == (case_id, answer_id, "open")
    company.does("wang-qiang", f"POST /reviews/{review['review_id']}/complete", {"cause": "答复太慢"})
    assert company.does("wang-qiang", "GET /reviews")["items"] == []
