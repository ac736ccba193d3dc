"""The index in DynamoDB: an item a term, which holds the articles that are most about it.

However many articles there are, an item has at most `BEST` of them, a search reads the items of its terms in one
request and the articles that fit best in another, and an article enters or leaves term by term (ADR 0024).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crm.core import dynamodb, packing
from crm.core.cache import Cache
from crm.core.transaction import Transaction
from crm.knowledge.repository.items import CorpusItem, IndexedItem, PostingsItem
from crm.knowledge.weighing import Corpus, Posting, Postings, impact

BEST = 300
"""So many articles an item keeps of those that have its term: beyond, the ones it says least of are not found by it."""

_POSTINGS, _INDEXED, _CORPUS = "POSTINGS", "INDEXED", "CORPUS"
_cache = Cache()


class Standing(NamedTuple):
    """How heavily a term stands in an article, and how long the article was when that was written."""

    weight: int
    length: int


class Indexed(NamedTuple):
    """How an article stands in the index: its terms, and its length as the corpus counts it, 0 where it does not."""

    terms: dict[str, Standing]
    length: int
    item: IndexedItem


def corpus() -> Corpus:
    """Return how large the index is, as old as `CACHE_SECONDS` at most. One request at times."""
    return _cache.get(_CORPUS, _read_corpus)


def _read_corpus() -> Corpus:
    items = dynamodb.get_many(CorpusItem, [(_CORPUS, _CORPUS)])
    return Corpus(int(items[0].articles), int(items[0].length)) if items else Corpus(0, 0)


def postings(terms: Sequence[str]) -> dict[str, Postings]:
    """Return where terms stand; those that stand nowhere are left out. One request."""
    return {term: _of(item) for term, item in _items(terms).items()}


def _items(terms: Iterable[str]) -> dict[str, PostingsItem]:
    wanted = {_pk(term): term for term in terms}
    if not wanted:
        return {}
    return {wanted[item.pk]: item for item in dynamodb.get_many(PostingsItem, [(pk, _POSTINGS) for pk in wanted])}


def _of(item: PostingsItem) -> Postings:
    return Postings(int(item.articles), tuple(Posting(*row) for row in packing.unpack(item.postings)))


def indexed(article_id: str) -> Indexed:
    """Return how an article stands in the index, strongly consistent. One request."""
    item = IndexedItem.find(article_id, _INDEXED)
    if item is None:
        return Indexed({}, 0, IndexedItem(pk=article_id, sk=_INDEXED))
    terms = {term: Standing(*row) for term, row in packing.unpack(item.terms).items()}
    return Indexed(terms, int(item.length), item)


def write(transaction: Transaction, was: Indexed, touched: Mapping[str, Standing | None], length: int) -> None:
    """Add to a transaction that terms of an article stand as `touched` says, None for no more. One request.

    `length` is the article's from now on, 0 for one that leaves the index.
    """
    _put_postings(transaction, was, touched)
    kept = {term: each for term, each in was.terms.items() if term not in touched}
    record = was.item
    record.terms = _packed(kept | {term: each for term, each in touched.items() if each is not None})
    record.length = length
    transaction.put(record)
    if length != was.length:
        counted = [CorpusItem.articles.add(bool(length) - bool(was.length)), CorpusItem.length.add(length - was.length)]
        transaction.update(CorpusItem(pk=_CORPUS, sk=_CORPUS), counted)


def _put_postings(transaction: Transaction, was: Indexed, touched: Mapping[str, Standing | None]) -> None:
    average, items, article_id = corpus().average, _items(touched), was.item.pk
    for term, standing in touched.items():
        item = items.get(term) or PostingsItem(pk=_pk(term), sk=_POSTINGS, articles=0, postings=_packed([]))
        best = [each for each in _of(item).best if each.article_id != article_id]
        if standing is not None:
            best.append(Posting(article_id, *standing))
        best.sort(key=lambda each: (-impact(each.weight, each.length, average), each.article_id))
        item.articles = int(item.articles) + (standing is not None) - (term in was.terms)
        item.postings = _packed(best[:BEST])
        transaction.put(item)


def _packed(rows: object) -> bytes:
    return packing.pack(json.dumps(rows, ensure_ascii=False, separators=(",", ":")))


def _pk(term: str) -> str:
    return f"TERM#{term}"
