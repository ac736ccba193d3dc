"""How often the ranking puts the right article among the first."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from crm.knowledge.ranking.entries import NEUTRAL, Entry, counted
from crm.knowledge.ranking.index import Index, Sought

_HERE = Path(__file__).parent
_PARTS = ("title", "problem", "scope", "cause", "steps")


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


def index() -> Index:
    """Return the index of the set."""
    return Index(entry_of(each) for each in articles())


def entry_of(article: dict[str, Any], quality: float = NEUTRAL) -> Entry:
    """Return how an article of the set is found."""
    length, terms = counted({part: article.get(part, "") for part in _PARTS})
    marks = (article["language"], article["category"], tuple(article["tags"]))
    return Entry(article["id"], 1, article["title"], *marks, None, False, quality, length, terms)


def missed(at: int, language: str | None = None) -> list[Missed]:
    """Return the queries, of a language if one is named, whose article is not among the first `at`."""
    ranked = index()
    found = []
    for each in _of(language):
        hits = ranked.search(Sought(each["text"], language=each["language"]), at)
        ids = tuple(hit.entry.article_id for hit in hits)
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
