"""How often the ranking puts the right article among the first: its rules, over postings kept in memory."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from crm.knowledge import weighing
from crm.knowledge.article import Article
from crm.knowledge.terms import Sought, marks_sought, terms_of, words_sought
from crm.knowledge.weighing import Corpus, Fit, Posting, Postings

_HERE = Path(__file__).parent
_WRITTEN = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
_LOOKED_AT = 60


class Missed(NamedTuple):
    """What somebody wrote, the article that helps, and those that were put before it."""

    text: str
    expected: tuple[str, ...]
    found: tuple[str, ...]


def articles() -> list[dict[str, Any]]:
    """Return the articles of the set."""
    return _lines("articles.jsonl")


def queries() -> list[dict[str, Any]]:
    """Return what customers write, each with the articles that help."""
    return _lines("queries.jsonl")


class Library:
    """Articles in use, and where their terms stand."""

    def __init__(self, written: list[Article]) -> None:
        self._articles = {each.id: each for each in written}
        standing: defaultdict[str, list[Posting]] = defaultdict(list)
        length = 0
        for each in written:
            terms = terms_of(each)
            length += sum(terms.values())
            for term, weight in terms.items():
                standing[term].append(Posting(each.id, weight, sum(terms.values())))
        self._postings = {term: Postings(len(each), tuple(each)) for term, each in standing.items()}
        self._corpus = Corpus(len(written), length)

    def search(self, sought: Sought) -> list[Fit]:
        """Return the articles that fit, best first."""
        words, marks = words_sought(sought.text), marks_sought(sought)
        texts = weighing.by_words(self._at(words), self._corpus)
        chosen = weighing.candidates(texts, self._at(marks).values(), _LOOKED_AT)
        fits = [weighing.fit(self._articles[each], texts.get(each, {}), sought) for each in chosen]
        return sorted((each for each in fits if each.score > 0), key=lambda each: (-each.score, each.article.id))

    def _at(self, terms: list[str]) -> dict[str, Postings]:
        return {term: self._postings[term] for term in terms if term in self._postings}


def article_of(written: dict[str, Any], **members: Any) -> Article:
    """Return an article of the set as if it were published; customers may read its problem and steps."""
    paragraphs = {name: written[name] for name in ("title", "language", "problem", "cause")}
    external = {"title": written["title"], "summary": written["problem"], "steps": [written["steps"]]}
    content = paragraphs | {
        "scope": written["title"],
        "steps": [written["steps"]],
        "media": [],
        "cautions": [],
        "related_case_ids": [],
        "external": external,
    }
    filed = {name: written[name] for name in ("id", "title", "language", "category", "tags")}
    state = {"status": "published", "published_version": 1, "author_id": "writer", "score": 60} | members
    return Article.model_validate(
        {**filed, "draft": content, "published": content, "created_at": _WRITTEN, "updated_at": _WRITTEN, **state}
    )


def library() -> Library:
    """Return the library of the set."""
    return Library([article_of(each) for each in articles()])


def missed(at: int, language: str | None = None) -> list[Missed]:
    """Return the queries, of a language if one is named, whose article is not among the first `at`."""
    ranked = library()
    found = []
    for each in _of(language):
        hits = ranked.search(Sought(each["text"], language=each["language"]))
        ids = tuple(hit.article.id for hit in hits[:at])
        if not set(ids) & set(each["expected"]):
            found.append(Missed(each["text"], tuple(each["expected"]), ids))
    return found


def hit_rate(at: int, language: str | None = None) -> float:
    """Return the share of the queries, of a language if one is named, whose article is among the first `at`."""
    return 1 - len(missed(at, language)) / len(_of(language))


def _of(language: str | None) -> list[dict[str, Any]]:
    return [each for each in queries() if language in {None, each["language"]}]


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_HERE / name).read_text(encoding="utf-8").splitlines()]
