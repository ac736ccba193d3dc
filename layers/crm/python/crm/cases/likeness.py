"""How alike two texts are: pure, in whatever language."""

import hashlib
import unicodedata
from typing import Literal

Digits = Literal["keep", "ignore"]
_GRAM = 2
_LEFT_OUT = frozenset("PZSC")
"""Punctuation, space, symbols and control characters: what people type differently each time."""


def normalised(text: str, digits: Digits = "keep") -> str:
    """Return what of a text tells it from others: one form of each character, no case, space or punctuation."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    told = "".join(
        each
        for each in folded
        if (kind := unicodedata.category(each))[0] not in _LEFT_OUT and not (digits == "ignore" and kind == "Nd")
    )
    return unicodedata.normalize("NFKC", told) or folded  # of a text that is nothing but signs, the signs tell it


def fingerprint(customer_id: str, texts: tuple[str, ...], digits: Digits = "keep") -> str:
    """Return what equal cases of one customer have in common, and others have not."""
    parts = (customer_id, *(normalised(each, digits) for each in texts))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1 for equal: the share of their pairs of characters that both have."""
    left, right = _pairs(normalised(one)), _pairs(normalised(other))
    if not left or not right:
        return 1.0 if left == right else 0.0
    return len(left & right) / len(left | right)


def _pairs(text: str) -> set[str]:
    if len(text) < _GRAM:
        return {text} - {""}
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
