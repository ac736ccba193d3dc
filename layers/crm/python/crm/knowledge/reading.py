"""Reading articles: one, lists, and what is found by words."""

from crm.core import paging
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.core.text import folded
from crm.knowledge import repository
from crm.knowledge.models import Article, Content
from crm.knowledge.ranking import words
from crm.knowledge.ranking.highlights import excerpt
from crm.knowledge.ranking.index import Found, Sought
from crm.knowledge.repository import segments
from crm.knowledge.views import ArticlePage, ArticleRow, ArticleView, Highlight
from crm.knowledge.vocabulary import Status

_FOUND_AT_MOST = 200
"""So many results are paged through; whoever looks further asks more precisely."""
_PARTS = ("title", "problem", "scope", "cause", "steps")
"""Where words are sought: what the index holds."""


class ArticleFiltersExclusiveError(InvalidError):
    """Articles are found by words among what is in use, or listed by status."""

    code = "article_filters_exclusive"


def show(article_id: str, command: Command) -> ArticleView:
    """Show an article with the text at hand."""
    return ArticleView.of(repository.articles.get(article_id), command.now)


def listed(
    query: str | None, status: Status | None, language: str | None, command: Command, limit: int, cursor: str | None
) -> ArticlePage:
    """Return what is in use and has the words of `query`, best first; without, the articles in a status."""
    if query is None:
        return _in_status(status or "published", command, limit, cursor)
    if status is not None:
        raise ArticleFiltersExclusiveError("status", other="q")
    listing = f"articles:{folded(query)}:{language}"
    start: int = paging.unseal(listing, cursor) or 0
    sought = Sought(query, language=language, on=command.now.date())
    found = segments.current().search(sought, _FOUND_AT_MOST)
    rows = _rows(found[start : start + limit], query, command)
    following = start + limit
    return ArticlePage(items=rows, next_cursor=paging.seal(listing, following) if following < len(found) else None)


def _in_status(status: Status, command: Command, limit: int, cursor: str | None) -> ArticlePage:
    listing = f"articles:{status}"
    found, end = repository.in_status(status, limit, paging.unseal(listing, cursor))
    rows = [_row(each, each.content, command) for each in found]
    return ArticlePage(items=rows, next_cursor=None if end is None else paging.seal(listing, end))


def _rows(found: list[Found], query: str, command: Command) -> list[ArticleRow]:
    """Show what was found, as its published version reads; what was archived since the index was read is left out."""
    articles = {each.id: each for each in repository.articles.get_many([each.entry.article_id for each in found])}
    wanted = {each.id: each.published_version for each in articles.values() if each.in_use}
    versions = repository.published_many(wanted)
    terms = frozenset(words.of(query))
    rows = []
    for each in found:
        version = versions.get(each.entry.article_id)
        if version is None:
            continue
        parts = {part: excerpt(getattr(version.content, part), terms) for part in _PARTS}
        highlights = [Highlight.of(part, seen) for part, seen in parts.items() if seen is not None]
        row = _row(articles[each.entry.article_id], version.content, command)
        rows.append(row.model_copy(update={"score": each.score, "highlights": highlights}))
    return rows


def _row(article: Article, content: Content, command: Command) -> ArticleRow:
    return ArticleRow(
        article_id=article.id,
        title=content.title,
        status=article.status,
        category=article.category,
        tags=article.tags,
        language=content.language,
        stale=article.stale_on(command.now.date()),
        in_use=article.in_use,
        published_version=article.published_version,
        summary=content.external.summary,
        score=None,
        highlights=[],
    )
