"""Searching and listing articles."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.knowledge.conftest import INVOICE, WEBHOOK, Library


def test_there_is_no_other_status(library: Library) -> None:
    problem(library.call(None, "GET /articles"), 401, "not_signed_in")
    problem(library.call("agent", "GET /articles?status=lost"), 422, "invalid_payload")


@pytest.mark.requirement("R-130")
def test_what_has_the_words_is_found_best_first_with_the_places_marked(library: Library) -> None:
    signature, invoice = library.published(), library.published(INVOICE)
    external = {"title": "限流", "summary": "太频繁", "steps": ["稍后再试"]}
    other = library.published(title="接口限流说明", problem="接口调用太频繁", cause="签名正确", external=external)
    found = library.found("签名失败")
    assert [each["article_id"] for each in found] == [signature, other]
    assert found[0]["score"] > found[1]["score"] > 0
    assert _marked(found[0]) == ["签名失败"]
    assert [each["article_id"] for each in library.found("发票")] == [invoice]


def test_english_words_are_found_without_their_endings(library: Library) -> None:
    article_id = library.published(WEBHOOK)
    (found,) = library.found("receiving%20webhooks")
    assert found["article_id"] == article_id
    assert _marked(found) == ["receives", "webhook"]


def _marked(hit: dict[str, Any]) -> list[str]:
    return [hit["excerpt"][each["start"] : each["end"]] for each in hit["marks"]]


def test_nothing_is_found_by_what_nowhere_stands(library: Library) -> None:
    library.published()
    assert library.found("zzz") == []


def test_pages_go_through_all_that_is_found_once(library: Library) -> None:
    wanted = {library.published(title=f"签名失败 {number}") for number in range(5)}
    library.twin.advance(minutes=2)
    seen: list[str] = []
    cursor = ""
    while True:
        page = library.does("agent", f"GET /articles?q=签名失败&limit=2{cursor}")
        seen += [each["article_id"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert (len(seen), set(seen)) == (5, wanted)
    problem(library.call("agent", f"GET /articles?q=发票{cursor}"), 400, "invalid_cursor")


def test_without_words_those_in_a_status_are_listed(library: Library) -> None:
    draft, published = library.drafted(), library.published(INVOICE)
    listed = library.does("agent", "GET /articles")["items"]
    assert [(each["article_id"], each["score"], each["marks"]) for each in listed] == [(published, None, [])]
    assert [each["article_id"] for each in library.does("agent", "GET /articles?status=draft")["items"]] == [draft]
