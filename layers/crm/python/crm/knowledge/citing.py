"""What cases may quote of an article: the part of its published version that customers may read, and no other."""

import zlib
from typing import NamedTuple

from crm.knowledge import repository
from crm.knowledge.article import Article, Wording, told
from crm.knowledge.vocabulary import Part


class Quotation(NamedTuple):
    """A part of the version of an article that is published now."""

    article_id: str
    title: str
    published_version: int
    wording: str
    text: str
    sensitive: bool
    manager_id: str | None


def quote(article_id: str, part: Part, case_id: str) -> Quotation | None:
    """Return what a case may quote of an article; None where there is none, or none that is published. One request."""
    article = repository.articles.find(article_id)
    if article is None or not article.live or article.published is None:
        return None
    wording = worded_for(article, case_id)
    return Quotation(
        article_id=article.id,
        title=article.title,
        published_version=article.published_version,
        wording=wording.name,
        text=told(wording, part),
        sensitive=article.sensitive,
        manager_id=article.manager_id,
    )


def worded_for(article: Article, subject_id: str) -> Wording:
    """Return the wording that a case, or a customer, always gets of an article: spread evenly over all (R-199)."""
    assert article.published is not None  # noqa: S101 - asked of live articles only
    worded = article.published.external.worded()
    return worded[zlib.crc32(f"{article.id}:{subject_id}".encode()) % len(worded)]
