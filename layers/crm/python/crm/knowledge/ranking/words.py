"""Words of a text as they are compared: English in lower case without endings, Chinese as pairs of characters.

Chinese has no blanks between words; overlapping pairs find «签名失败» in «接口签名失败了» without a dictionary.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[-_.][^\W_{_HAN}]+)*")
_FIRST_HAN = re.compile(rf"[{_HAN}]")
_JOINT = re.compile(r"[-_.]")
_SHORTEST_STEM = 3
_COMMON = frozenset(
    (
        *("the", "and", "for", "are", "was", "were", "you", "your", "our", "with", "that", "this", "have", "has"),
        *("not", "can", "but", "how", "what", "when", "why", "from", "its", "it", "is", "a", "an", "of", "to", "in"),
        *("on", "at", "by", "be", "do", "does", "did", "we", "i", "my", "me", "or", "as", "if", "so"),
        *("怎么", "什么", "如何", "可以", "我们", "你们", "一个", "没有", "这个", "已经"),
    )
)
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


class Word(NamedTuple):
    """A word, and where in the text it stands."""

    term: str
    start: int
    end: int


def of(text: str) -> list[str]:
    """Return the terms of a text, in its order, common words left out."""
    return [each.term for each in found_in(unicodedata.normalize("NFKC", text))]


def found_in(text: str) -> Iterator[Word]:
    """Yield the terms of a text with their places in it, common words left out."""
    for run in _RUN.finditer(text):
        words = _han(run) if _FIRST_HAN.match(run[0]) else _latin(run)
        yield from (each for each in words if each.term not in _COMMON)


def _han(run: re.Match[str]) -> Iterator[Word]:
    text, start = run[0], run.start()
    if len(text) == 1:
        yield Word(text, start, start + 1)
    for at in range(len(text) - 1):
        yield Word(text[at : at + 2], start + at, start + at + 2)


def _latin(run: re.Match[str]) -> Iterator[Word]:
    """Yield a word, and the parts of one that is put together such as `X-Signature`."""
    text, start = run[0].casefold(), run.start()
    whole = Word(_stem(text), start, run.end())
    parts = _JOINT.split(text)
    if len(parts) > 1:
        yield Word(text, start, run.end())
        yield from (Word(_stem(part), start, run.end()) for part in parts)
    else:
        yield whole


def _stem(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)] + instead
    return word
