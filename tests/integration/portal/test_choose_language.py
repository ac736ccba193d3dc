"""Going on in another language."""

import pytest

from tests.browsing import Browser


@pytest.mark.parametrize("back", ["https://evil.example/p/", "//evil.example", "/p//evil.example", "/p/\nx", "/docs"])
def test_it_leads_to_no_page_but_ours(buyer: Browser, back: str) -> None:
    form = buyer.get("/p/cases").form("/p/language")
    answer = buyer.post(form.action, form.fields | {"locale": "en", "back": back})
    assert answer.headers["Location"] == "/p/cases"


def test_an_unknown_language_is_refused(buyer: Browser) -> None:
    assert buyer.send(buyer.get("/p/cases").form("/p/language"), locale="fr").status == 422


def test_the_page_comes_back_in_the_language_that_was_chosen_and_it_stays(buyer: Browser) -> None:
    form = buyer.get("/p/cases?lang=zh-CN").form("/p/language")
    shown = buyer.send(form, locale="en")
    assert "My cases" in buyer.get("/p/cases").text
    assert shown.status == 200
