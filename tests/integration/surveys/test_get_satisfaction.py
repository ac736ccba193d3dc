"""How satisfied a customer is."""

import pytest

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import solves


def test_an_unknown_account_is_not_found(company: Company) -> None:
    problem(company.twin.call("GET /accounts/nobody/satisfaction", user="li-lei"), 404, "not_found")
    shown = company.does("li-lei", "GET /accounts/customer-a/satisfaction")
    assert (shown["version"], shown["average"], shown["trend"], shown["records"]) == (0, None, "flat", [])


@pytest.mark.requirement("R-058")
def test_the_trend_follows_the_answers(company: Company) -> None:
    case_id = solves(company)
    trends = []
    for score in (3, 5, 1, 1):
        said = {"channel": "phone", "feedback": "回访", "score": score}
        company.does("li-lei", f"POST /cases/{case_id}/followups", said)
        company.twin.advance(minutes=1)
        trends.append(company.does("li-lei", "GET /accounts/customer-b/satisfaction")["trend"])
    assert trends == ["flat", "up", "down", "down"]
    assert company.does("li-lei", "GET /accounts/customer-b/satisfaction")["average"] == 2.5
