"""Archiving an article."""

import pytest

from tests.conftest import problem
from tests.integration.knowledge.conftest import Library, happens_once

WHY = {"reason": "接口已下线"}


@pytest.mark.requirement("R-010")
def test_only_the_knowledge_manager_archives(library: Library) -> None:
    article_id = library.published()
    for who in ("writer", "boss", "admin"):
        problem(library.call(who, f"POST /articles/{article_id}/archive", WHY), 403, "not_allowed")
    problem(library.call("keeper", f"POST /articles/{article_id}/archive", {}), 422, "invalid_payload")
    assert library.article(article_id)["status"] == "published"


def test_it_is_found_no_more_and_archived_once(library: Library) -> None:
    article_id = library.published()
    assert len(library.found("签名失败")) == 1
    answer = happens_once(library, "keeper", f"POST /articles/{article_id}/archive", WHY)
    assert answer["status"] == "archived"
    # Those who still have the index from before find it no more either.
    assert library.does("agent", "GET /articles?q=签名失败")["items"] == []
    assert library.found("签名失败") == []
    problem(library.call("keeper", f"POST /articles/{article_id}/archive", WHY), 409, "article_wrong_status")
