"""What a card is called: the customer and the subject, without the courtesies around it."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Protocol

from crm.im.folding import Folded
from crm.im.settings.instructions import Instructions

TITLE_LIMIT = 120
"""Characters of a title; what is longer ends in an ellipsis and stands whole in the context."""

_EDGE = " \t\n,，、.。;；:：!！?？~～-—_\"'“”‘’()（）[]【】|/"
_URL = re.compile(r"https?://\S+")
_LEFT_OVER = re.compile(r"(?:\s*[,，、;；。.]\s*){2,}")
"""Commas between which something was taken out."""

_LOOSE = re.compile(r"\s*([，、：；。！？])\s*")
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])")


class _Place(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def title(customer: str | None, subject: str) -> str:
    """Return «客户 B 售后问题»: Chinese and Latin set apart by a blank, as they are printed."""
    whole = " ".join(filter(None, (customer, subject)))
    spaced = " ".join(_BETWEEN.sub(" ", whole).split())
    return spaced if len(spaced) <= TITLE_LIMIT else f"{spaced[: TITLE_LIMIT - 1].rstrip()}…"


def subject(text: str, understood: Iterable[_Place], words: Instructions) -> str:
    """Return what a text is about: without what was understood of it, without links and courtesies at its ends."""
    for each in sorted(understood, key=lambda place: -place.start):
        text = f"{text[: each.start]} {text[each.end :]}"
    left = " ".join(_URL.sub(" ", text).replace("\0", " ").split())
    left = _LOOSE.sub(r"\1", _LEFT_OVER.sub("，", left)).strip(_EDGE)
    firm = {Folded(word).text for word in words.courtesies}
    loose = {Folded(word).text for word in words.asking}
    return _bared(left, firm, loose)


def _bared(text: str, firm: AbstractSet[str], loose: AbstractSet[str]) -> str:
    """Take words off both ends until none is left."""
    while text:
        shorter = _without_one(Folded(text), firm, loose).strip(_EDGE)
        if shorter == text:
            break
        text = shorter
    return text


def _without_one(folded: Folded, firm: AbstractSet[str], loose: AbstractSet[str]) -> str:
    text, words = folded.text, tuple(firm | loose)
    for word in sorted(words, key=lambda each: (-len(each), each)):
        after, before = len(word), len(text) - len(word)
        if text.startswith(word) and not _within_word(text, after):
            rest = text[after:]
            if word in firm or not rest[:1].isalnum() or rest.startswith(words):
                return folded.original[folded.places[after] :]
        if text.endswith(word) and not _within_word(text, before):
            rest = text[:before]
            if word in firm or not rest[-1:].isalnum() or rest.endswith(words):
                return folded.original[: folded.places[before]]
    return folded.original


def _within_word(text: str, place: int) -> bool:
    """Say whether a Latin word goes on over a place."""
    return re.fullmatch(r"[a-z0-9]{2}", text[place - 1 : place + 1] if place else "") is not None
