"""Listing what customers said."""

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import solves


def test_it_is_asked_for_by_one_thing_and_read_page_by_page(company: Company) -> None:
    problem(company.twin.call("GET /survey-answers?on=2026-03-02", user="li-lei"), 403, "not_allowed")
    for query in ("", "?case=a&account=b"):
        problem(company.twin.call(f"GET /survey-answers{query}", user="wang-qiang"), 422, "answers_of_what")
    case_id = solves(company)
    for score in (1, 2, 3):
        said = {"channel": "phone", "feedback": "回访", "score": score}
        company.does("li-lei", f"POST /cases/{case_id}/followups", said)
        company.twin.advance(minutes=1)
    for query in (f"case={case_id}", "account=customer-b", "on=2026-03-02"):
        first = company.does("wang-qiang", f"GET /survey-answers?{query}&limit=2")
        rest = company.does("wang-qiang", f"GET /survey-answers?{query}&limit=2&cursor={first['next_cursor']}")
        assert [each["score"] for each in (*first["items"], *rest["items"])] == [3, 2, 1]
