"""Returning an article to who writes it."""

from tests.conftest import problem
from tests.integration.knowledge.conftest import INVOICE, Library, happens_once

WHY = {"reason": "请补充适用范围"}


def test_only_the_knowledge_manager_returns_what_waits(library: Library) -> None:
    article_id = library.submitted()
    problem(library.call("boss", f"POST /articles/{article_id}/return", WHY), 403, "not_allowed")
    problem(library.call("keeper", f"POST /articles/{article_id}/return", {}), 422, "invalid_payload")
    problem(library.call("keeper", "POST /articles/art_none/return", WHY), 404, "not_found")
    draft = library.drafted(INVOICE)
    problem(library.call("keeper", f"POST /articles/{draft}/return", WHY), 409, "article_wrong_status")


def test_it_is_a_draft_again_and_may_be_submitted_anew(library: Library) -> None:
    article_id = library.submitted()
    answer = happens_once(library, "keeper", f"POST /articles/{article_id}/return", WHY)
    assert answer["status"] == "draft"
    (told,) = [each for each in library.twin.pump.events if each["type"] == "ArticleReturned"]
    assert (told["actor"]["id"], told["data"]) == ("keeper", WHY)
    library.does("writer", f"POST /articles/{article_id}/submit")
