"""How urgent something is said to be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crm.im.folding import Folded
from crm.im.instructions.model import Urgency
from crm.im.settings.instructions import Urgencies


@dataclass(frozen=True, slots=True)
class Level:
    """A level of urgency and the words it was read from."""

    level: Urgency
    written: str
    start: int
    end: int


def find(text: str, words: Urgencies) -> Level | None:
    """Return the level a text names, None where it names none: «不紧急» before «紧急», then the higher."""
    folded = Folded(text)
    levels: tuple[tuple[Urgency, Iterable[str]], ...] = (
        ("low", words.low),
        ("urgent", words.urgent),
        ("high", words.high),
    )
    for level, phrases in levels:
        for phrase in sorted(phrases, key=len, reverse=True):
            match = re.search(_pattern(phrase), folded.text)
            if match is not None:
                start, end = folded.span(*match.span())
                return Level(level, text[start:end], start, end)
    return None


def _pattern(phrase: str) -> str:
    """Return the pattern of a phrase: Latin words stand between word ends, blanks may be any."""
    wanted = r"\s+".join(map(re.escape, Folded(phrase).text.split()))
    return rf"(?<![a-z0-9]){wanted}(?![a-z0-9])" if phrase.isascii() else wanted
