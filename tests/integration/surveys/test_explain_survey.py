"""Explaining why somebody was asked, or not."""

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import asked


def test_who_may_not_see_the_case_gets_no_explanation(company: Company) -> None:
    case_id, _ = asked(company)
    route = f"GET /cases/{case_id}/survey/explain"
    problem(company.twin.call(route), 401, "not_signed_in")
    problem(company.twin.call(route, user="duty-rd"), 404, "not_found")
    problem(company.twin.call(route, user="knowledge"), 403, "not_allowed")
    shown = company.does("li-lei", route)
    assert (shown["trigger"], shown["delay_seconds"]) == ("resolved", 1800)
    assert [each["holds"] for each in shown["checks"]] == [True] * 4
