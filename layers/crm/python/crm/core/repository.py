"""Aggregates in DynamoDB: one item with the state, its commit records, its unique claims and search terms.

A domain's `repository.py` makes one `Repository` for each kind of aggregate and adds its own queries. What
people, indexes and conditions look at stands in attributes of its own; the rest of the state is packed JSON, which
keeps most aggregates within the one kilobyte that a write is charged by (ADR 0004).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from pynamodb.attributes import BinaryAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from crm.core import dynamodb, packing, paging
from crm.core.command import Command
from crm.core.commit import RECORD_KIND, RECORD_PREFIX, CommitRecord
from crm.core.dynamodb import Item, Key
from crm.core.errors import AlreadyExistsError, NotFoundError
from crm.core.events import Envelope, Event
from crm.core.messages import MessageRequested
from crm.core.text import folded
from crm.core.transaction import Transaction

META = "META"
MAX_TERM = 120
_LAST = "\U0010ffff"
"""Sorts after every character."""


class Aggregate(BaseModel):
    """The state of an aggregate; `version` is 0 before it is stored for the first time.

    Members that have their default are not stored, so a default must never change its meaning.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    id: str
    version: int = 0


AggregateT = TypeVar("AggregateT", bound=Aggregate)


class TermIndex(GlobalSecondaryIndex[Any]):
    """Search terms, by what is searched and the term's first character."""

    class Meta:
        """Keys only: the aggregates found are read together."""

        index_name = "terms"
        projection = KeysOnlyProjection()

    term_scope = UnicodeAttribute(hash_key=True)
    term = UnicodeAttribute(range_key=True)


class AggregateItem(Item):
    """The attributes of an aggregate's item; a table's item class adds its index keys."""

    version = VersionAttribute()
    state = BinaryAttribute(legacy_encoding=False)


class Repository(Generic[AggregateT]):
    """Reads and writes one kind of aggregate.

    `columns` are the members of the state that are attributes of the item under the same name; `project` returns
    the further attributes that indexes need; `claims` the values that must be unique as (field, value); `terms`
    the values that can be searched by prefix as (field, value).
    """

    def __init__(
        self,
        kind: str,
        item: type[AggregateItem],
        state: type[AggregateT],
        *,
        columns: Sequence[str] = (),
        project: Callable[[AggregateT], Mapping[str, Any]],
        claims: Callable[[AggregateT], Iterable[tuple[str, str]]] = lambda _: (),
        terms: Callable[[AggregateT], Iterable[tuple[str, str]]] = lambda _: (),
    ) -> None:
        self.kind = kind
        self.item = item
        self._state = state
        self._columns = tuple(columns)
        self._project = project
        self._claims = claims
        self._terms = terms

    @property
    def domain(self) -> str:
        """The domain whose table the aggregates are in."""
        return self.item.domain

    def find(self, aggregate_id: str) -> AggregateT | None:
        """Read the aggregate, or None. One strongly consistent request."""
        item = self.item.find(aggregate_id, META) if aggregate_id else None
        return self.load(item) if isinstance(item, self.item) else None

    def get(self, aggregate_id: str) -> AggregateT:
        """Read the aggregate; raise `NotFoundError` where there is none."""
        state = self.find(aggregate_id)
        if state is None:
            raise NotFoundError(self.kind, aggregate_id)
        return state

    def taken(self, aggregate_id: str) -> bool:
        """Say whether an id is taken, by whatever kind of aggregate in the table. One request."""
        return dynamodb.get_raw(self.domain, aggregate_id, META) is not None

    def get_many(self, ids: Sequence[str]) -> list[AggregateT]:
        """Read aggregates in the order of their ids, leaving out what does not exist."""
        if not ids:
            return []
        items = {item.pk: item for item in dynamodb.get_many(self.item, [(each, META) for each in ids])}
        return [self.load(items[each]) for each in ids if each in items]

    def load(self, item: AggregateItem) -> AggregateT:
        """Return the state in an item."""
        columns = {name: getattr(item, name) for name in self._columns}
        kept = {name: value for name, value in columns.items() if value is not None}
        rest = packing.unpack(item.state)
        return self._state.model_validate({**rest, **kept, "id": item.pk, "version": item.version})

    def save(
        self,
        transaction: Transaction,
        command: Command,
        before: AggregateT | None,
        after: AggregateT,
        events: Sequence[Event],
        messages: Iterable[MessageRequested] = (),
    ) -> AggregateT:
        """Add the new state, its commit record, claims and terms to the transaction; return it with its version.

        A claim that is taken makes the commit raise `AlreadyExistsError`.
        """
        version = 0 if before is None else before.version
        transaction.put(self.item_of(after, version))
        self._claim(transaction, before, after)
        self._index(transaction, before, after)
        transaction.record(self.domain, CommitRecord.of(command, after.id, version + 1, events, messages))
        return after.model_copy(update={"version": version + 1})

    def item_of(self, state: AggregateT, version: int) -> AggregateItem:
        """Return the item of a state, to be written over `version`, 0 for none."""
        columns = state.model_dump(mode="json", include=set(self._columns))
        item = self.item(pk=state.id, sk=META, **columns, **self._project(state))
        rest = state.model_dump_json(exclude_defaults=True, exclude={"id", "version", *self._columns})
        item.state = packing.pack(rest)
        if version:
            item.version = version
        return item

    def _claim(self, transaction: Transaction, before: AggregateT | None, after: AggregateT) -> None:
        had = set() if before is None else set(self._claims(before))
        wants = set(self._claims(after))
        for field, value in sorted(had - wants):
            transaction.delete_raw(self.domain, self._claim_pk(field, value), "UNIQUE")
        for field, value in sorted(wants - had):
            keys = {"pk": {"S": self._claim_pk(field, value)}, "sk": {"S": "UNIQUE"}}
            claim = {**keys, "kind": {"S": "claim"}, "owner": {"S": after.id}}
            transaction.put_raw(self.domain, claim, once=AlreadyExistsError(field=field))

    def _claim_pk(self, field: str, value: str) -> str:
        return f"UNIQUE#{self.kind}#{field}#{value}"

    def owner_of(self, field: str, value: str) -> str | None:
        """Return the id of the aggregate that holds a unique value, or None. One request."""
        raw = dynamodb.get_raw(self.domain, self._claim_pk(field, value), "UNIQUE")
        return None if raw is None else str(raw["owner"]["S"])

    def _index(self, transaction: Transaction, before: AggregateT | None, after: AggregateT) -> None:
        had = set() if before is None else self._folded_terms(before)
        wants = self._folded_terms(after)
        for field, term in sorted(had - wants):
            transaction.delete_raw(self.domain, after.id, _term_sk(field, term))
        for field, term in sorted(wants - had):
            row = {
                "pk": after.id,
                "sk": _term_sk(field, term),
                "kind": "term",
                "term_scope": self._scope(term),
                "term": f"{term}#{after.id}",
            }
            transaction.put_raw(self.domain, {name: {"S": text} for name, text in row.items()})

    def _folded_terms(self, state: AggregateT) -> set[tuple[str, str]]:
        return {(field, fold(value)) for field, value in self._terms(state)}

    def _scope(self, term: str) -> str:
        return f"{self.kind}:{term[:1]}"

    def search(self, prefix: str, limit: int, cursor: str | None) -> tuple[list[AggregateT], str | None]:
        """Return the aggregates with a term that starts with `prefix`, by term, and the cursor to go on.

        An aggregate that several of its terms find is shown at the first of them only, so no page repeats it; a
        page may hold fewer than `limit`. Two requests.
        """
        term = fold(prefix)
        if not term:
            return [], None
        listing = f"search:{self.kind}:{term}"
        rows, after = dynamodb.query_raw(
            self.item,
            self._scope(term),
            index="terms",
            range_condition=TermIndex.term.startswith(term),
            limit=limit,
            after=paging.unseal(listing, cursor),
        )
        found = {each.id: each for each in self.get_many(list(dict.fromkeys(row["pk"]["S"] for row in rows)))}
        first = {each.id: self._first_sk(each, term) for each in found.values()}
        shown = [found[row["pk"]["S"]] for row in rows if first.get(row["pk"]["S"]) == row["sk"]["S"]]
        return shown, None if after is None else paging.seal(listing, after)

    def around(self, text: str, shared: int, limit: int) -> list[str]:
        """Return the ids of what has terms next to `text` in their order, of those that begin with the same characters.

        `shared` says how many characters must be the same; at most `limit` are returned from before and from after.
        One request where few begin so, else two.
        """
        term = fold(text)
        begins = term[:shared]
        rows, more = self._terms_where(term, TermIndex.term.startswith(begins), 2 * limit)
        if more:
            before = self._terms_where(term, TermIndex.term.between(begins, f"{term}{_LAST}"), limit, forward=False)
            after = self._terms_where(term, TermIndex.term.between(f"{term}{_LAST}", f"{begins}{_LAST}"), limit)
            rows = [*before[0], *after[0]]
        return list(dict.fromkeys(row["pk"]["S"] for row in rows))

    def _terms_where(
        self, term: str, condition: Condition, limit: int, *, forward: bool = True
    ) -> tuple[list[dict[str, Any]], Key | None]:
        return dynamodb.query_raw(
            self.item,
            self._scope(term),
            index="terms",
            range_condition=condition,
            limit=limit,
            forward=forward,
        )

    def _first_sk(self, state: AggregateT, prefix: str) -> str | None:
        matching = [(term, field) for field, term in self._folded_terms(state) if term.startswith(prefix)]
        return _term_sk(*min(matching)[::-1]) if matching else None

    def records(
        self, aggregate_id: str, limit: int | None = None, after: Key | None = None, *, forward: bool = True
    ) -> tuple[list[CommitRecord], Key | None]:
        """Read what was done to an aggregate, strongly consistent, and the key to go on after. One request."""
        rows, last = dynamodb.query_raw(
            self.item,
            aggregate_id,
            range_condition=self.item.sk.startswith(RECORD_PREFIX),
            limit=limit,
            after=after,
            forward=forward,
        )
        return [CommitRecord.from_item(row) for row in rows if row["kind"]["S"] == RECORD_KIND], last

    def timeline(self, aggregate_id: str, limit: int, cursor: str | None) -> tuple[list[Envelope], str | None]:
        """Return what happened to an aggregate, newest first, `limit` commands at a time. One request."""
        listing = f"timeline:{aggregate_id}"
        after = paging.unseal(listing, cursor)
        records, last = self.records(aggregate_id, limit, after, forward=False)
        events = [envelope for record in records for envelope in reversed(record.envelopes())]
        return events, None if last is None else paging.seal(listing, last)


def fold(value: str) -> str:
    """Return the form in which a search term is kept and compared."""
    return folded(value)[:MAX_TERM]


def _term_sk(field: str, term: str) -> str:
    return f"TERM#{field}#{term}"
