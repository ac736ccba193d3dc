"""The index of what is in use, kept by the articles' own writes."""

import zlib
from typing import Any

import pytest

from crm.core import packing
from crm.knowledge.indexing import entry_of
from crm.knowledge.models import Article, Content
from crm.knowledge.repository import segments
from tests.conftest import problem
from tests.integration.knowledge.conftest import INVOICE, SIGNATURE, WEBHOOK, Library


def test_it_is_what_it_would_be_if_it_were_built_anew(library: Library) -> None:
    signature, invoice, webhook = (library.published(each) for each in (SIGNATURE, INVOICE, WEBHOOK))
    library.drafted(title="没有发布的条目")
    library.edits(signature, tags=["新标签"], review_on="2026-12-31")
    library.edits(invoice, problem="还没有发布的改动")
    library.does("keeper", f"POST /articles/{webhook}/archive", {"reason": "重复"})
    built = {each: _anew(library, each, article) for each, article in ((signature, SIGNATURE), (invoice, INVOICE))}
    assert _kept(library) == built


def test_an_article_has_one_entry_in_the_segment_that_follows_from_its_id(library: Library) -> None:
    article_id = library.published()
    library.edits(article_id, tags=["x"])
    library.edits(article_id, tags=["y"])
    (segment,) = _segments(library)
    assert segment["pk"]["S"] == f"INDEX#{zlib.crc32(article_id.encode()) % segments.SEGMENTS:02d}"
    assert list(packing.unpack(segment["entries"]["B"])) == [article_id]


def test_what_has_no_room_is_refused_and_leaves_no_trace(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    article_id = library.submitted()
    before = library.stored()
    monkeypatch.setattr(segments, "MOST_BYTES", 100)
    refused = problem(library.call("keeper", f"POST /articles/{article_id}/publish"), 409, "article_index_full")
    assert refused["facts"] == {"articles": 1}
    assert library.stored() == before


def _anew(library: Library, article_id: str, written: dict[str, Any]) -> list[Any]:
    """Return the entry of an article whose version in use says what was written first."""
    shown = library.article(article_id)
    members = {name: shown[name] for name in ("category", "tags", "review_on", "status", "author_id", "updated_at")}
    article = Article(id=article_id, content=shown["content"], published_version=1, **members)
    content = Content(**{name: value for name, value in written.items() if name in Content.model_fields})
    return [list(each) if isinstance(each, tuple) else each for each in entry_of(article, content)]


def _kept(library: Library) -> dict[str, list[Any]]:
    return {
        article_id: row
        for each in _segments(library)
        for article_id, row in packing.unpack(each["entries"]["B"]).items()
    }


def _segments(library: Library) -> list[dict[str, Any]]:
    rows = [row for items in library.stored().values() for row in items]
    return [row for row in rows if row.get("kind") == {"S": "segment"}]
