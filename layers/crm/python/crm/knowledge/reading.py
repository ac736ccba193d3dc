"""Reading articles: whole, their history, how they have proven."""

from crm.core.command import Command
from crm.knowledge import repository
from crm.knowledge.article import FIRST, Usage
from crm.knowledge.views import (
    ArticleHistory,
    ArticleStats,
    ArticleView,
    HistoryEntry,
    WordingList,
    WordingView,
)


def show(article_id: str, command: Command) -> ArticleView:
    """Return an article, whole."""
    return ArticleView.of(repository.articles.get(article_id), command.now)


def history(article_id: str, limit: int, cursor: str | None) -> ArticleHistory:
    """Return what happened to an article, newest first."""
    events, after = repository.articles.timeline(article_id, limit, cursor)
    shown = [HistoryEntry(type=each.type, actor=each.actor, at=each.occurred_at, data=each.data) for each in events]
    return ArticleHistory(items=shown, next_cursor=after)


def stats(article_id: str) -> ArticleStats:
    """Return how an article has proven (R-044)."""
    return ArticleStats.of(repository.articles.get(article_id))


def wordings(article_id: str) -> WordingList:
    """Return the wordings of an article side by side, also those of earlier versions (R-199)."""
    article = repository.articles.get(article_id)
    external = (article.published or article.draft).external
    names = dict.fromkeys([FIRST, *(each.name for each in external.wordings), *article.wordings])
    shown = [WordingView.of(name, article.wordings.get(name, Usage())) for name in names]
    return WordingList(article_id=article.id, items=shown)
