"""How well articles fit what is sought: Okapi BM25 over words, raised by tags and category, weighed by experience.

BM25 as in Robertson and Zaragoza, «The Probabilistic Relevance Framework» (2009), with the usual k1 and b, and the idf
that never turns negative: a word that stands in every article counts nothing rather than against it.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from crm.knowledge.article import Article
from crm.knowledge.terms import Sought, shared_levels, shared_tags

_K1, _B = 1.2, 0.75
_TAG = 3.0
_LEVEL = 1.5
"""What each shared level of the category adds."""
_OTHER_LANGUAGE = 0.6
_STALE = 0.7
_BEST_PRACTICE = 1.1
_NEUTRAL = 0.4
"""With a score of 60 an article weighs 1."""
_REASONS = 8
"""So many of the words that matched are named, the rarest first."""


class Posting(NamedTuple):
    """That a term stands in an article: how heavily, and how long the article is."""

    article_id: str
    weight: int
    length: int


class Postings(NamedTuple):
    """Where a term stands: in how many articles, and in which most of all."""

    articles: int
    best: tuple[Posting, ...]


class Corpus(NamedTuple):
    """How many articles there are, and how long they are together."""

    articles: int
    length: int

    @property
    def average(self) -> float:
        """The mean length of an article."""
        return self.length / self.articles if self.articles else 1.0


class Reason(NamedTuple):
    """Why an article was found."""

    tags: tuple[str, ...]
    category: str | None
    words: tuple[str, ...]


class Fit(NamedTuple):
    """An article that was found: how well it fits, above 0 and to be compared within one answer only, and why."""

    article: Article
    score: float
    reason: Reason
    stale: bool


def impact(weight: int, length: int, average: float) -> float:
    """Return what a term's weight in an article of a length counts, between 0 and k1 + 1."""
    return weight * (_K1 + 1) / (weight + _K1 * (1 - _B + _B * length / average))


def by_words(found: Mapping[str, Postings], corpus: Corpus) -> dict[str, dict[str, float]]:
    """Return for each article what each of the words adds to its score."""
    scores: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for term, postings in found.items():
        idf = math.log(1 + (corpus.articles - postings.articles + 0.5) / (postings.articles + 0.5))
        for posting in postings.best:
            scores[posting.article_id][term] = max(idf, 0.0) * impact(posting.weight, posting.length, corpus.average)
    return dict(scores)


def candidates(texts: Mapping[str, Mapping[str, float]], marks: Iterable[Postings], limit: int) -> list[str]:
    """Return the articles to look at more closely: those whose words and marks count most."""
    scores: defaultdict[str, float] = defaultdict(float)
    for article_id, words in texts.items():
        scores[article_id] += sum(words.values())
    for postings in marks:
        for posting in postings.best:
            scores[posting.article_id] += _LEVEL
    return sorted(scores, key=lambda each: (-scores[each], each))[:limit]


def fit(article: Article, texts: Mapping[str, float], sought: Sought) -> Fit:
    """Weigh an article: words, tags and category, then language, age, and how it has served (R-129, R-160)."""
    tags, levels = shared_tags(article.tags, sought), shared_levels(article.category, sought)
    score = (sum(texts.values()) + _TAG * len(tags) + _LEVEL * levels) * (_NEUTRAL + article.score / 100)
    if sought.language is not None and _tongue(article.language) != _tongue(sought.language):
        score *= _OTHER_LANGUAGE
    stale = sought.on is not None and article.stale(sought.on)
    score *= (_STALE if stale else 1) * (_BEST_PRACTICE if article.best_practice else 1)
    shared = "/".join(article.category.split("/")[:levels]) or None
    rarest = sorted(texts, key=lambda each: (-texts[each], each))[:_REASONS]
    return Fit(article, round(score, 4), Reason(tags, shared, tuple(rarest)), stale)


def _tongue(language: str) -> str:
    return language.partition("-")[0].lower()
