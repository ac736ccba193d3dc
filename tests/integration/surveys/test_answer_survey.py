"""Answering a survey."""

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import answer, asked


def test_it_needs_a_link_and_a_key(company: Company) -> None:
    _, token = asked(company)
    problem(answer(company.twin, "a.b.c", {"score": 5}), 404, "survey_link_invalid")
    problem(answer(company.twin, token, {"score": 5, "by": "me"}), 422, "invalid_payload")
    problem(answer(company.twin, token, {"score": 0}), 422, "answer_out_of_scale")


def test_it_thanks_in_the_language_of_the_customer(company: Company) -> None:
    _, token = asked(company)
    answered = answer(company.twin, token, {"score": 5}, **{"Accept-Language": "en"})
    assert (answered.status, answered.json) == (201, {"thanks": "Thank you for telling us.", "anonymous": False})
