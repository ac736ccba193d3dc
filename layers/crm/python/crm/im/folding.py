"""Text as it is compared, with the way back to the characters it was made of."""

import unicodedata
from functools import cached_property

SEPARATORS = frozenset(" -‐‑‒–—―_·•・.'’‘`/|:,()[]{}<>【】「」『』〔〕《》~+&*")
"""What may stand between the parts of a name, after compatible characters were brought to one: «客服－张敏»."""


class Folded:
    """A text without case, width and invisible characters; every kind of blank is a space.

    `places[i]` is the index in the original of what gave the folded character `i`; one more, its length, ends it.
    """

    def __init__(self, text: str) -> None:
        self.original = text
        characters: list[str] = []
        places: list[int] = []
        for index, character in enumerate(text):
            for each in unicodedata.normalize("NFKC", character).casefold():
                if unicodedata.category(each) != "Cf":
                    characters.append(" " if each.isspace() else each)
                    places.append(index)
        self.text = "".join(characters)
        self.places = [*places, len(text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded characters from `start` to before `end` stand in the original."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]

    @cached_property
    def dense(self) -> "Dense":
        """The text without its blanks and separators."""
        return Dense(self, 0, len(self.text))


class Dense:
    """A stretch of a folded text without blanks and separators, and where there were some."""

    def __init__(self, folded: Folded, start: int, end: int) -> None:
        kept = [index for index in range(start, end) if folded.text[index] not in SEPARATORS]
        self.text = "".join(folded.text[index] for index in kept)
        self.places = [*kept, end]
        self.gaps = {position for position in range(1, len(kept)) if kept[position] != kept[position - 1] + 1}
        """Positions before which something was left out."""
        self._source = folded.text

    def left_out_before(self, position: int) -> str:
        """Return what was left out before a position."""
        return self._source[self.places[position - 1] + 1 : self.places[position]]

    def ends_word(self, end: int) -> bool:
        """Say whether a word may end before position `end`: no Latin letter or digit goes on without a gap."""
        return self._breaks(end)

    def starts_word(self, start: int) -> bool:
        """Say whether a word may start at position `start`."""
        return self._breaks(start)

    def _breaks(self, position: int) -> bool:
        if position in {0, len(self.text)} or position in self.gaps:
            return True
        return not (_latin(self.text[position - 1]) and _latin(self.text[position]))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def dense_parts(name: str) -> tuple[str, frozenset[int]]:
    """Return a name without blanks and separators, and the positions where it may be written with some."""
    dense = Folded(name).dense
    return dense.text, frozenset(dense.gaps)
