"""Submitting an article for review."""

from tests.conftest import problem
from tests.integration.knowledge.conftest import Library, happens_once


def test_an_unknown_article_is_not_found(library: Library) -> None:
    problem(library.call(None, "POST /articles/art_none/submit"), 401, "not_signed_in")
    problem(library.call("writer", "POST /articles/art_none/submit"), 404, "not_found")


def test_it_is_submitted_once_and_then_waits(library: Library) -> None:
    article_id = library.drafted()
    answer = happens_once(library, "writer", f"POST /articles/{article_id}/submit")
    assert answer["status"] == "in_review"
    refused = problem(library.call("writer", f"POST /articles/{article_id}/submit"), 409, "article_wrong_status")
    assert refused["facts"] == {"step": "submit", "status": "in_review", "allowed": ["draft", "published"]}
