"""Changing an article."""

import pytest

from tests.conftest import problem
from tests.integration.knowledge.conftest import INVOICE, SIGNATURE, Library


def test_it_says_which_version_it_changes(library: Library) -> None:
    article_id = library.drafted()
    route = f"PATCH /articles/{article_id}"
    problem(library.call("writer", route, {"tags": []}), 428, "version_required")
    refused = problem(library.call("writer", route, {"tags": []}, If_Match='"9"'), 409, "stale_version")
    assert refused["facts"]["current"] == library.article(article_id)
    problem(library.call("writer", "PATCH /articles/article_none", {"tags": []}, If_Match='"1"'), 404, "not_found")


def test_a_part_cannot_be_emptied(library: Library) -> None:
    article_id = library.drafted()
    answer = library.call("writer", f"PATCH /articles/{article_id}", {"steps": None}, If_Match='"1"')
    problem(answer, 422, "invalid_payload")


@pytest.mark.requirement("R-010")
def test_what_is_in_use_is_changed_by_the_knowledge_manager(library: Library) -> None:
    article_id = library.published()
    for who in ("writer", "boss", "admin"):
        answer = library.call(who, f"PATCH /articles/{article_id}", {"tags": ["x"]}, If_Match='"3"')
        problem(answer, 409, "article_in_use")
    assert library.edits(article_id, tags=["x"])["tags"] == ["x"]


def test_an_archived_article_stays_as_it_is(library: Library) -> None:
    article_id = library.drafted()
    library.does("keeper", f"POST /articles/{article_id}/archive", {"reason": "重复"})
    answer = library.call("writer", f"PATCH /articles/{article_id}", {"tags": ["x"]}, If_Match='"2"')
    problem(answer, 409, "wrong_article_status")


def test_the_same_again_changes_nothing(library: Library) -> None:
    article_id = library.drafted()
    before = library.stored()
    assert library.edits(article_id, "writer", tags=SIGNATURE["tags"])["version"] == 1
    assert library.stored() == before


def test_a_changed_text_is_a_draft_and_the_published_version_stays_in_use(library: Library) -> None:
    article_id = library.published()
    edited = library.edits(article_id, title="签名排查手册", external=INVOICE["external"])
    assert (edited["status"], edited["in_use"], edited["published_version"]) == ("draft", True, 1)
    (found,) = library.found("签名失败")
    assert (found["title"], found["summary"]) == (SIGNATURE["title"], SIGNATURE["external"]["summary"])
    library.does("writer", f"POST /articles/{article_id}/submit")
    library.does("keeper", f"POST /articles/{article_id}/publish")
    (found,) = library.found("签名排查手册")
    assert (found["title"], found["published_version"]) == ("签名排查手册", 2)


def test_upkeep_holds_at_once_and_says_what_changed(library: Library) -> None:
    article_id = library.published()
    edited = library.edits(article_id, category="integration/api", review_on="2026-06-30")
    assert (edited["status"], edited["category"], edited["review_on"]) == ("published", "integration/api", "2026-06-30")
    (told,) = [each for each in library.twin.pump.events if each["type"] == "ArticleEdited"]
    assert told["data"]["changes"] == {
        "category": [SIGNATURE["category"], "integration/api"],
        "review_on": [None, "2026-06-30"],
    }
