"""Which customer is meant: by link, by code, by name, or by a name that is close enough."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from crm.im.folding import Dense, Folded, dense_parts
from crm.im.instructions.model import Customer, CustomerMatch, Matching, Problem
from crm.im.settings.instructions import Instructions

_LINK = re.compile(r"https?://[^\s<>\"]*?/accounts/([\w-]{2,64})(?![\w-])[^\s<>\"，。；、）】]*")
_CODE = re.compile(r"(#?)(?<![\w-])([\w-]{2,64})(?![\w-])", re.ASCII)
_SHOWN = 5
_WHOLE = 100
_TRIED = 50
"""Names that are compared letter by letter: those that have most pairs of characters in common with the text."""

_REACH = 300
"""Characters at the beginning of a text in which a name is guessed."""

_FORMS = (
    *("股份有限公司", "有限责任公司", "有限公司", "公司", "集团"),
    *("incorporated", "corporation", "company", "limited", "gmbh", "corp", "inc", "ltd", "llc", "co"),
)
"""Legal forms, which people leave out; longest first."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a customer as it is compared: without blanks, and with the places where it may have some."""

    customer: Customer
    text: str
    joints: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    customer: Customer
    percent: int
    start: int
    end: int


class CustomerBook:
    """The customers by their ids, codes and names; made once for many messages."""

    def __init__(self, customers: Iterable[Customer]) -> None:
        known = tuple(customers)
        self.by_id = {each.id: each for each in known}
        self.by_code = {code.casefold(): each for each in known for code in (each.id, each.code) if code}
        self.names = tuple(
            _Name(each, *dense_parts(name)) for each in known for name in (each.name, *each.aliases) if len(name) > 1
        )

    def alike(self, text: str, least_characters: int) -> list[_Name]:
        """Return the names that have most pairs of characters in common with a text."""
        shared = Counter(place for pair in _pairs(text) for place in self._by_pair.get(pair, ()))
        names = (self.names[place] for place, _ in shared.most_common(_TRIED))
        return [each for each in names if len(each.text) >= least_characters]

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self.names):
            for pair in _pairs(name.text):
                places[pair].append(place)
        return dict(places)


def find(text: str, book: CustomerBook, words: Instructions) -> CustomerMatch | Problem:
    """Return the customer that a text is about, or why none can be told.

    A link outweighs a code, a code a name, a name a close one. Of two names where one holds the other, the longer
    counts; of two customers named alike clearly, neither.
    """
    folded = Folded(text)
    readings: tuple[tuple[Matching, Iterable[_Candidate]], ...] = (
        ("link", _linked(text, book)),
        ("code", _coded(folded, book)),
        ("name", _named(folded, book)),
    )
    for how, candidates in readings:
        found = _longest(list(candidates))
        if found:
            return _chosen(text, how, found)
    return _closest(text, folded, book, words)


def _chosen(text: str, how: Matching, found: Sequence[_Candidate]) -> CustomerMatch | Problem:
    ids = tuple(dict.fromkeys(each.customer.id for each in found))
    first = found[0]
    if len(ids) > 1:
        return Problem(code="customer_ambiguous", written=text[first.start : first.end], candidates=ids[:_SHOWN])
    return _match(text, how, first, ())


def _match(text: str, how: Matching, found: _Candidate, others: Sequence[_Candidate]) -> CustomerMatch:
    return CustomerMatch(
        customer_id=found.customer.id,
        name=found.customer.name,
        how=how,
        written=text[found.start : found.end],
        percent=found.percent,
        runners_up=tuple(each.customer.id for each in others)[:_SHOWN],
        start=found.start,
        end=found.end,
    )


def _linked(text: str, book: CustomerBook) -> Iterator[_Candidate]:
    for match in _LINK.finditer(text):
        if match[1] in book.by_id:
            yield _Candidate(book.by_id[match[1]], _WHOLE, *match.span())


def _coded(folded: Folded, book: CustomerBook) -> Iterator[_Candidate]:
    """Yield customers by id or code; one that could be a plain word counts only behind a `#`."""
    for match in _CODE.finditer(folded.text):
        customer = book.by_code.get(match[2])
        if customer is not None and (match[1] or re.search(r"[\d-]", match[2])):
            yield _Candidate(customer, _WHOLE, *folded.span(*match.span()))


def _named(folded: Folded, book: CustomerBook) -> Iterator[_Candidate]:
    for name in book.names:
        if name.text in folded.dense.text:
            yield from _places(folded, name.text, name)


def _places(folded: Folded, wanted: str, name: _Name) -> Iterator[_Candidate]:
    """Yield where a name, or what of it is wanted, stands as a word of its own."""
    dense = folded.dense
    start = dense.text.find(wanted)
    while start >= 0 and wanted:
        end = start + len(wanted)
        if dense.starts_word(start) and dense.ends_word(end) and _in_one_piece(dense, start, end, name.joints):
            yield _Candidate(name.customer, _WHOLE, *folded.span(dense.places[start], dense.places[end - 1] + 1))
        start = dense.text.find(wanted, start + 1)


def _in_one_piece(dense: Dense, start: int, end: int, joints: frozenset[int]) -> bool:
    """Say whether a name is parted only where it may be: at its own blanks, and between Chinese and Latin."""
    inside = (gap for gap in dense.gaps if start < gap < end)
    return all(gap - start in joints or dense.text[gap - 1].isascii() != dense.text[gap].isascii() for gap in inside)


def _longest(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Leave out names that lie within longer ones: «宏达» in «宏达集团»."""
    kept: list[_Candidate] = []
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        around = [one for one in kept if one.start <= each.start and each.end <= one.end]
        if all((one.start, one.end) == (each.start, each.end) for one in around):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def _closest(text: str, folded: Folded, book: CustomerBook, words: Instructions) -> CustomerMatch | Problem:
    """Return the customer whose name is most like a stretch of the text, if it is like enough and leads clearly."""
    names = book.alike(folded.dense.text[:_REACH], words.close_from_characters)
    scored = filter(None, (_nearest(folded, name, words.close_at_percent) for name in names))
    best: dict[str, _Candidate] = {}
    for each in sorted(scored, key=lambda one: (-one.percent, one.customer.id)):
        best.setdefault(each.customer.id, each)
    if not best:
        return Problem(code="no_customer")
    first, *others = best.values()
    if others and first.percent - others[0].percent < words.close_margin_percent:
        return Problem(code="customer_unclear", written=text[first.start : first.end], candidates=tuple(best)[:_SHOWN])
    return _match(text, "close_name", first, others)


def _nearest(folded: Folded, name: _Name, least: int) -> _Candidate | None:
    """Return the stretch of a text most like a name, None where none is like enough.

    A name without its legal form is the name.
    """
    for core in _cores(name.text):
        exact = next(_places(folded, core, name), None)
        if exact is not None:
            return _Candidate(name.customer, _WHOLE - 1, exact.start, exact.end)
    return _most_alike(folded, name, least)


def _most_alike(folded: Folded, name: _Name, least: int) -> _Candidate | None:
    """Compare a name with every stretch of about its length; one of its very length goes before the others.

    Digits and Latin letters in a Chinese name tell customers apart («客户A», «客户B»), so they must be the same.
    """
    # Loaded only where neither link, code nor name was found: 7 ms, against 19 ms for rapidfuzz, which would also
    # put 12 MB into the layer; it compares fifty names at most.
    from difflib import SequenceMatcher  # noqa: PLC0415

    dense, wanted, marks = folded.dense, name.text, _marks(name.text)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for length in (len(wanted), len(wanted) - 1, len(wanted) + 1):
        best: tuple[int, int] | None = None
        for start in range(min(len(dense.text), _REACH) - length + 1):
            part, end = dense.text[start : start + length], start + length
            if _marks(part) != marks or not (dense.starts_word(start) and dense.ends_word(end)):
                continue
            matcher.set_seq1(part)
            percent = int(matcher.ratio() * _WHOLE)
            if percent >= least and (best is None or percent > best[0]):
                best = percent, start
        if best is not None:
            percent, start = best
            return _Candidate(
                name.customer, percent, *folded.span(dense.places[start], dense.places[start + length - 1] + 1)
            )
    return None


def _marks(text: str) -> str:
    """Return the Latin letters and digits of a text that also holds others; none of one that is all Latin."""
    return "" if text.isascii() else "".join(each for each in text if each.isascii())


def _cores(name: str) -> Iterator[str]:
    """Yield a name without its legal forms: «宏达集团有限公司» is «宏达集团», and «宏达»."""
    form = next((form for form in _FORMS if name.endswith(form)), None)
    core = name.removesuffix(form) if form else ""
    if len(core) > 1:
        yield core
        yield from _cores(core)


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text) - 1)}
