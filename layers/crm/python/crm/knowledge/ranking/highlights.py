"""Where in a text the words stand that were sought."""

from collections.abc import Collection
from typing import NamedTuple

from crm.knowledge.ranking import words

_AROUND = 80
"""How many characters are shown before and after the first match."""


class Excerpt(NamedTuple):
    """A stretch of a text, and the places in it to be marked, as (start, end) in characters of it."""

    text: str
    marks: tuple[tuple[int, int], ...]


def excerpt(text: str, terms: Collection[str]) -> Excerpt | None:
    """Return the stretch around the first of `terms` in a text with all of them in it marked, None without any.

    Places instead of markup: whoever shows it escapes and marks as their page needs.
    """
    hits = [(each.start, each.end) for each in words.found_in(text) if each.term in terms]
    if not hits:
        return None
    begins = max(0, hits[0][0] - _AROUND)
    ends = min(len(text), hits[0][1] + _AROUND)
    marks: list[tuple[int, int]] = []
    for start, end in hits:
        if end > ends:
            break
        if marks and start - begins <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], end - begins))
        else:
            marks.append((start - begins, end - begins))
    return Excerpt(text[begins:ends], tuple(marks))
