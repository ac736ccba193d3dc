"""Showing an article."""

from tests.conftest import problem
from tests.integration.knowledge.conftest import Library


def test_an_unknown_article_is_not_found(library: Library) -> None:
    problem(library.call(None, "GET /articles/art_none"), 401, "not_signed_in")
    refused = problem(library.call("agent", "GET /articles/art_none"), 404, "not_found")
    assert refused["facts"] == {"kind": "article", "id": "art_none"}


def test_it_is_stale_the_day_after_it_was_to_be_reviewed(library: Library) -> None:
    article_id = library.published(review_by="2026-03-03")
    assert library.article(article_id)["stale"] is False
    library.twin.advance(days=2)
    assert library.article(article_id)["stale"] is True
