"""Changing an article."""

import pytest

from tests.conftest import problem
from tests.integration.knowledge.conftest import CONTENT, SIGNATURE, Library


def test_it_says_which_version_it_changes(library: Library) -> None:
    article_id = library.drafted()
    route = f"PATCH /articles/{article_id}"
    problem(library.call("writer", route, {"tags": []}), 428, "version_required")
    refused = problem(library.call("writer", route, {"tags": []}, If_Match='"9"'), 409, "stale_version")
    assert refused["facts"]["current"] == library.article(article_id)
    problem(library.call("writer", "PATCH /articles/art_none", {"tags": []}, If_Match='"1"'), 404, "not_found")


def test_a_part_cannot_be_emptied(library: Library) -> None:
    article_id = library.drafted()
    answer = library.call("writer", f"PATCH /articles/{article_id}", {"content": None}, If_Match='"1"')
    problem(answer, 422, "invalid_payload")


@pytest.mark.requirement("R-010")
def test_what_is_published_is_filed_by_the_knowledge_manager(library: Library) -> None:
    article_id = library.published()
    for who in ("writer", "boss"):
        answer = library.call(who, f"PATCH /articles/{article_id}", {"tags": ["x"]}, If_Match='"3"')
        problem(answer, 403, "filing_not_yours")
    assert library.edits(article_id, tags=["x"])["tags"] == ["x"]


def test_an_archived_article_stays_as_it_is(library: Library) -> None:
    article_id = library.drafted()
    library.does("keeper", f"POST /articles/{article_id}/archive", {"reason": "重复"})
    answer = library.call("writer", f"PATCH /articles/{article_id}", {"tags": ["x"]}, If_Match='"2"')
    problem(answer, 409, "article_wrong_status")


def test_the_same_again_changes_nothing(library: Library) -> None:
    article_id = library.drafted()
    before = library.stored()
    assert library.edits(article_id, "writer", tags=SIGNATURE["tags"])["version"] == 1
    assert library.stored() == before


def test_the_published_version_stays_in_use_until_the_draft_is_published(library: Library) -> None:
    article_id = library.published()
    edited = library.edits(article_id, content=CONTENT | {"title": "密钥手册"})
    assert (edited["published"]["title"], edited["draft"]["title"]) == (CONTENT["title"], "密钥手册")
    assert [each["title"] for each in library.found("签名失败")] == [CONTENT["title"]]
    assert library.found("手册") == []
    library.does("writer", f"POST /articles/{article_id}/submit")
    library.does("keeper", f"POST /articles/{article_id}/publish")
    assert [each["title"] for each in library.found("手册")] == ["密钥手册"]


def test_a_draft_with_another_title_gives_the_first_free(library: Library) -> None:
    article_id = library.drafted()
    assert library.edits(article_id, "writer", content=CONTENT | {"title": "密钥手册"})["title"] == "密钥手册"
    library.drafted()


@pytest.mark.requirement("R-166")
def test_other_tags_change_at_once_where_an_article_stands(library: Library) -> None:
    other = library.published(title="接口限流说明", tags=["限流"])
    article_id = library.published(tags=["API"])
    body = {"title": "x", "description": "x", "contact_id": "contact-b", "channel": "phone", "tags": ["限流", "签名"]}
    kind = {"case_type": "incident", "category": "other", "impact": "low", "urgency": "low"}
    case_id = library.does("agent", "POST /cases", body | kind)["case_id"]
    assert _first(library, case_id) == other
    library.edits(article_id, tags=["限流", "签名"])
    assert _first(library, case_id) == article_id


def _first(library: Library, case_id: str) -> str:
    items = library.does("agent", f"GET /cases/{case_id}/recommendations")["items"]
    first: str = items[0]["article_id"]
    return first
