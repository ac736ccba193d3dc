"""The ranking: Okapi BM25 over the words, raised by tags and category, weighed by language, age and experience.

BM25 as in Robertson and Zaragoza, «The Probabilistic Relevance Framework» (2009), with the usual k1 and b; the idf is
the one that never turns negative, so that a word in every article counts nothing rather than against it.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from crm.core.text import folded
from crm.knowledge.ranking import words
from crm.knowledge.ranking.entries import Entry
from crm.knowledge.vocabulary import Reason

_K1 = 1.2
_B = 0.75
_TAG = 3.0
_CATEGORY = 1.5
"""What each level counts that the categories have in common, from the top."""
_OTHER_LANGUAGE = 0.6
_STALE = 0.7


class Sought(NamedTuple):
    """What an article is sought for."""

    text: str = ""
    tags: Sequence[str] = ()
    category: str | None = None
    language: str | None = None
    on: date | None = None
    """The day, by which articles are stale."""


class Found(NamedTuple):
    """An article that was found, how well it fits, and by what."""

    entry: Entry
    score: float
    reasons: dict[Reason, tuple[str, ...]]


class Index:
    """The entries of what is in use, by the words in them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda each: each.article_id)
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for term in entry.terms:
                self._holding[term].append(number)
        self._average = sum(each.length for each in self.entries) / max(len(self.entries), 1) or 1.0

    def search(self, sought: Sought, limit: int) -> list[Found]:
        """Return the articles that fit best, best first; those that fit in nothing are left out.

        The score is a number above 0 that is to be compared within one answer only.
        """
        texts, matched = self._by_text(sought.text)
        candidates = set(texts) | self._by_marks(sought)
        found = [
            self._weighed(number, texts.get(number, 0.0), matched.get(number, ()), sought) for number in candidates
        ]
        return sorted(found, key=lambda each: (-each.score, each.entry.article_id))[:limit]

    def _by_text(self, text: str) -> tuple[dict[int, float], dict[int, tuple[str, ...]]]:
        scores: defaultdict[int, float] = defaultdict(float)
        matched: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
        for term in dict.fromkeys(words.of(text)):
            holding = self._holding.get(term, ())
            idf = math.log(1 + (len(self.entries) - len(holding) + 0.5) / (len(holding) + 0.5))
            for number in holding:
                entry = self.entries[number]
                often = entry.terms[term]
                norm = 1 - _B + _B * entry.length / self._average
                scores[number] += idf * often * (_K1 + 1) / (often + _K1 * norm)
                matched[number] += (term,)
        return scores, matched

    def _by_marks(self, sought: Sought) -> set[int]:
        """Return the articles that share a tag or the top of the category."""
        return {
            number for number, entry in enumerate(self.entries) if _common_tags(entry, sought) or _levels(entry, sought)
        }

    def _weighed(self, number: int, text: float, matched: tuple[str, ...], sought: Sought) -> Found:
        entry = self.entries[number]
        tags, levels = _common_tags(entry, sought), _levels(entry, sought)
        score = (text + _TAG * len(tags) + _CATEGORY * len(levels)) * entry.quality
        if sought.language is not None and _tongue(entry.language) != _tongue(sought.language):
            score *= _OTHER_LANGUAGE
        if sought.on is not None and entry.stale_on(sought.on):
            score *= _STALE
        reasons: dict[Reason, tuple[str, ...]] = {"tags": tags, "category": levels, "text": matched}
        return Found(entry, round(score, 4), {name: each for name, each in reasons.items() if each})


def _common_tags(entry: Entry, sought: Sought) -> tuple[str, ...]:
    wanted = {folded(each) for each in sought.tags}
    return tuple(each for each in entry.tags if folded(each) in wanted)


def _levels(entry: Entry, sought: Sought) -> tuple[str, ...]:
    if sought.category is None:
        return ()
    common: tuple[str, ...] = ()
    for ours, theirs in zip(entry.category.split("/"), sought.category.split("/"), strict=False):
        if ours != theirs:
            break
        common += (ours,)
    return common


def _tongue(language: str) -> str:
    return language.partition("-")[0].lower()
