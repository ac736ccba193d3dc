"""Under which terms an article is found, and what is sought: pure rules that know no table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from crm.core.text import folded
from crm.knowledge.article import Article
from crm.knowledge.ranking import words

TERMS_AT_MOST = 240
"""Under so many terms an article stands, the weightiest: what a publication costs is bounded."""
SOUGHT_AT_MOST = 80
"""So many terms are sought at once: what a search costs is bounded."""

_TITLE, _PROBLEM, _SUMMARY, _REST = 4, 2, 2, 1
_MARK = 1
"""How often a tag or a level of the category counts: it is there or it is not."""


class Sought(NamedTuple):
    """What articles are sought for."""

    text: str = ""
    tags: Sequence[str] = ()
    category: str | None = None
    language: str | None = None
    on: date | None = None
    """The day, by which articles are stale."""


def tag_term(tag: str) -> str:
    """Return the term that a tag stands under; no word looks like it."""
    return f"#{folded(tag)}"


def category_terms(category: str) -> list[str]:
    """Return a term for each level of a category, from the top."""
    levels = category.split("/")
    return ["/" + "/".join(levels[:depth]) for depth in range(1, len(levels) + 1)]


def terms_of(article: Article) -> dict[str, int]:
    """Return the terms that an article is found under with their weights: none unless it is in use."""
    content = article.published
    if not article.live or content is None:
        return {}
    counted = Counter[str]()
    for text, weight in (
        (content.title, _TITLE),
        (content.external.title, _TITLE),
        (content.problem, _PROBLEM),
        (content.external.summary, _SUMMARY),
        *((each, _REST) for each in (content.scope, content.cause, *content.steps, *content.cautions)),
    ):
        for term in words.of(text):
            counted[term] += weight
    marks = [*map(tag_term, article.tags), *category_terms(article.category)]
    return dict(counted.most_common(TERMS_AT_MOST)) | dict.fromkeys(marks, _MARK)


def words_sought(text: str) -> list[str]:
    """Return the words of what is sought, each once, the first so many."""
    return list(dict.fromkeys(words.of(text)))[:SOUGHT_AT_MOST]


def marks_sought(sought: Sought) -> list[str]:
    """Return the terms of the tags and of the category that are sought."""
    category = [] if sought.category is None else category_terms(sought.category)
    return [*dict.fromkeys(map(tag_term, sought.tags)), *category]


def shared_tags(tags: Iterable[str], sought: Sought) -> tuple[str, ...]:
    """Return those of an article's tags that are sought."""
    wanted = {folded(each) for each in sought.tags}
    return tuple(each for each in tags if folded(each) in wanted)


def shared_levels(category: str, sought: Sought) -> int:
    """Return how many levels two categories have in common from the top."""
    if sought.category is None:
        return 0
    wanted = set(category_terms(sought.category))
    return sum(term in wanted for term in category_terms(category))
