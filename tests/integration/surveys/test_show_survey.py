"""Showing what a link asks."""

import pytest

from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import asked


def test_a_link_that_is_not_good_shows_nothing(company: Company) -> None:
    _, token = asked(company)
    for each in ("a", "a.b.c", f"{token}x", token[:-1]):
        problem(company.twin.call(f"GET /surveys/{each}"), 404, "survey_link_invalid")


@pytest.mark.parametrize(("language", "title"), [("zh-CN", "满意度调查"), ("en", "How did we do?")])
def test_it_speaks_the_language_asked_for(company: Company, language: str, title: str) -> None:
    _, token = asked(company)
    shown = company.twin.call(f"GET /surveys/{token}", headers={"Accept-Language": language}).json
    assert (shown["title"], shown["state"], shown["scores"]) == (title, "open", [1, 2, 3, 4, 5])
