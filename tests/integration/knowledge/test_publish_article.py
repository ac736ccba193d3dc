"""Publishing an article."""

from typing import Any

import pytest

from crm.core import packing
from tests.conftest import problem
from tests.integration.knowledge.conftest import CONTENT, Library, happens_once


@pytest.mark.requirement("R-010")
def test_only_the_knowledge_manager_publishes(library: Library) -> None:
    article_id = library.submitted()
    for who in ("writer", "boss", "admin"):
        problem(library.call(who, f"POST /articles/{article_id}/publish"), 403, "not_allowed")
    assert library.does("keeper", f"POST /articles/{article_id}/publish")["status"] == "published"


def test_an_unknown_or_archived_article_is_not_published(library: Library) -> None:
    problem(library.call("keeper", "POST /articles/art_none/publish"), 404, "not_found")
    article_id = library.drafted()
    library.does("keeper", f"POST /articles/{article_id}/archive", {"reason": "重复"})
    problem(library.call("keeper", f"POST /articles/{article_id}/publish"), 409, "article_wrong_status")


def test_it_is_found_from_then_on(library: Library) -> None:
    article_id = library.submitted()
    assert library.found("签名失败") == []
    published = happens_once(library, "keeper", f"POST /articles/{article_id}/publish")
    assert (published["published"], published["published_version"]) == (published["draft"], 1)
    assert [each["article_id"] for each in library.found("签名失败")] == [article_id]
    assert library.told(article_id) == ["ArticleCreated", "ArticleSubmitted", "ArticleFiled", "ArticlePublished"]


def test_a_published_version_never_changes(library: Library) -> None:
    article_id = library.published()
    (first,) = _versions(library, article_id)
    library.edits(article_id, content=CONTENT | {"problem": "另一个问题"})
    library.does("writer", f"POST /articles/{article_id}/submit")
    library.does("keeper", f"POST /articles/{article_id}/publish")
    assert _versions(library, article_id)[0] == first
    texts = [packing.unpack(each["content"]["B"])["problem"] for each in _versions(library, article_id)]
    assert texts == [CONTENT["problem"], "另一个问题"]


def _versions(library: Library, article_id: str) -> list[Any]:
    rows = [row for items in library.stored().values() for row in items if row["pk"]["S"] == article_id]
    return sorted((row for row in rows if row["kind"]["S"] == "published"), key=lambda row: row["sk"]["S"])
