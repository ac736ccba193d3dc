"""The customers that a text may be about: looked up by what stands in it, never all there are."""

import re
import unicodedata
from collections.abc import Iterator

from crm.core.dynamodb import BATCH_LIMIT
from crm.customers.repository import accounts
from crm.im.instructions.model import Customer

_WORD = re.compile(r"[A-Za-z0-9_-]{2,64}")
_REACH = 200
"""Characters of a text in which names are looked for."""

_PLACES = 60
"""Places in it at which a name may begin: each costs a query, or two."""

_SHARED = 2
"""How many characters a name must have in common with what is written, from its beginning."""

_NEIGHBOURS = 8
_IDS = 20


def find(text: str) -> list[Customer]:
    """Return the customers with an id, a code or a name that stands in a text, or one that begins alike.

    At most two queries for each place at which a name may begin, and one request for what they find.
    """
    ids: dict[str, None] = dict.fromkeys(list(dict.fromkeys(_WORD.findall(text)))[:_IDS])
    for piece in _pieces(text):
        ids.update(dict.fromkeys(accounts.around(piece, _SHARED, _NEIGHBOURS)))
    found = accounts.get_many(list(ids)[:BATCH_LIMIT])
    return [Customer(id=each.id, name=each.name, code=each.external_ref) for each in found if each.active]


def _pieces(text: str) -> Iterator[str]:
    """Yield what follows each place at which a name may begin: any Chinese character, and the start of a word."""
    plain = unicodedata.normalize("NFKC", text)[:_REACH]
    begun: set[str] = set()
    for place, character in enumerate(plain):
        within_word = place > 0 and _latin(character) and _latin(plain[place - 1])
        piece = "".join(plain[place:].split())
        if not character.isalnum() or within_word or len(piece) < _SHARED or piece in begun:
            continue
        begun.add(piece)
        yield piece
        if len(begun) == _PLACES:
            return


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
