"""Finding articles: for a case, by what somebody types, and for a customer who is about to ask."""

from datetime import datetime

from crm.core import paging
from crm.core.command import Command
from crm.knowledge import repository, weighing
from crm.knowledge.article import Article
from crm.knowledge.ranking import highlights
from crm.knowledge.repository import index
from crm.knowledge.terms import Sought, marks_sought, words_sought
from crm.knowledge.views import ArticleHit, ArticlePage, Mark
from crm.knowledge.vocabulary import Status
from crm.knowledge.weighing import Fit

LOOKED_AT = 60
"""So many articles are looked at closely; pages of a search go so far."""


def ranked(sought: Sought) -> list[Fit]:
    """Return the articles in use that fit best, best first, at most `LOOKED_AT`.

    Two requests, and at times one for the size of the corpus, however many articles there are.
    """
    words, marks = words_sought(sought.text), marks_sought(sought)
    found = index.postings([*words, *marks])
    texts = weighing.by_words({term: found[term] for term in words if term in found}, index.corpus())
    chosen = weighing.candidates(texts, [found[term] for term in marks if term in found], LOOKED_AT)
    # The index lags behind the articles for a moment: what is in use is for the articles to say.
    live = (each for each in repository.articles.get_many(chosen) if each.live)
    fits = [weighing.fit(article, texts.get(article.id, {}), sought) for article in live]
    return sorted((each for each in fits if each.score > 0), key=lambda each: (-each.score, each.article.id))


def search(text: str, language: str | None, command: Command, limit: int, cursor: str | None) -> ArticlePage:
    """Return a page of the articles that say what is sought, best first, with the place where they say it (R-130)."""
    listing = f"articles:search:{language}:{text}"
    start = paging.unseal(listing, cursor) or 0
    fits = ranked(Sought(text=text, language=language, on=command.now.date()))
    hits = [_hit(each, set(words_sought(text))) for each in fits[start : start + limit]]
    more = start + limit < len(fits)
    return ArticlePage(items=hits, next_cursor=paging.seal(listing, start + limit) if more else None)


def _hit(fit: Fit, terms: set[str]) -> ArticleHit:
    article = fit.article
    shown = {name: getattr(article, name) for name in ArticleHit.model_fields if name in Article.model_fields}
    places = (highlights.excerpt(text, terms) for text in _texts(article))
    excerpt = next((each for each in places if each is not None), None)
    return ArticleHit(
        **shown | {"score": fit.score},
        article_id=article.id,
        stale=fit.stale,
        excerpt=None if excerpt is None else excerpt.text,
        marks=[] if excerpt is None else [Mark(start=start, end=end) for start, end in excerpt.marks],
    )


def _texts(article: Article) -> tuple[str, ...]:
    content = article.published
    if content is None:
        return ()
    return (content.problem, content.external.summary, content.cause, content.scope, *content.steps, content.title)


def listed(status: Status, now: datetime, limit: int, cursor: str | None) -> ArticlePage:
    """Return a page of the articles of a status, those changed last first."""
    items, after = repository.listed(status, limit, cursor)
    return ArticlePage(items=[ArticleHit.of_item(each, now) for each in items], next_cursor=after)
