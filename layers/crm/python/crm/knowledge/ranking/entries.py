"""What the index keeps of an article."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from crm.knowledge.ranking import words

_WEIGHTS = {"title": 4, "problem": 2, "cause": 1, "scope": 1, "steps": 1}
"""How many times a word counts by the part it stands in."""
_TERMS = 400
"""Of how many different words an entry keeps the count: the weightiest, so that a segment stays small."""
NEUTRAL = 1.0


class Entry(NamedTuple):
    """An article in use: how it is found, and what of it stands beside a score. Small, and plain JSON."""

    article_id: str
    version: int
    title: str
    language: str
    category: str
    tags: tuple[str, ...]
    review_on: str | None
    in_review: bool
    """Whether somebody is looking whether it still holds."""
    quality: float
    """What its score is multiplied by: 1 until customers and colleagues have said what they think of it."""
    length: int
    terms: dict[str, int]

    def stale_on(self, day: date) -> bool:
        """Say whether somebody should look whether the article still holds (R-049)."""
        return self.in_review or (self.review_on is not None and date.fromisoformat(self.review_on) < day)


def counted(parts: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Return the length of an article and how often each word counts, by what stands in its parts."""
    terms = Counter[str]()
    for part, weight in _WEIGHTS.items():
        for term in words.of(parts[part]):
            terms[term] += weight
    return terms.total(), dict(terms.most_common(_TERMS))
