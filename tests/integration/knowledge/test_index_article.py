"""Keeping the index in step with the articles."""

from typing import Any

from crm.core import packing
from tests.integration.knowledge.conftest import INVOICE, WEBHOOK, Library


def test_told_again_nothing_changes(library: Library) -> None:
    library.published()
    before = library.stored()
    (told,) = [each for each in library.twin.pump.events if each["type"] == "ArticlePublished"]
    library.twin.functions.invoke("knowledge.index_article", {"source": "crm.knowledge", "detail": told})
    library.twin.settle()
    assert library.stored() == before


def test_what_is_archived_leaves_nothing_of_it_behind(library: Library) -> None:
    library.published(INVOICE)
    kept = _index(library)
    article_id = library.published(WEBHOOK)
    assert any(article_id in each for each in _index(library).values())
    library.does("keeper", f"POST /articles/{article_id}/archive", {"reason": "重复"})
    assert {term: rows for term, rows in _index(library).items() if rows} == kept


def _index(library: Library) -> dict[str, dict[str, Any]]:
    """Return the articles that each term has."""
    rows = [row for items in library.stored().values() for row in items if row.get("kind") == {"S": "postings"}]
    return {row["pk"]["S"]: {each[0]: each[1:] for each in packing.unpack(row["postings"]["B"])} for row in rows}
