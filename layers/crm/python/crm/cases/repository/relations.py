"""How cases stand to each other: an item on either side of each relation."""

from datetime import datetime
from typing import NamedTuple, cast

from crm.cases.repository.items import RelationItem, SubtaskItem, ToldItem
from crm.cases.vocabulary import Relation
from crm.core import dynamodb
from crm.core.transaction import RaceLostError, Transaction

TOLD_LIMIT = 50
"""How many people are looked up at a time."""


class Bond(NamedTuple):
    """One side of a relation."""

    relation: Relation
    case_id: str
    related_at: datetime
    related_by: str


def add(transaction: Transaction, case_id: str, bond: Bond, taken: Exception) -> None:
    """Write one side of a relation; raise `taken` at commit where it is there already."""
    item = RelationItem(
        pk=case_id,
        sk=_sk(bond.relation, bond.case_id),
        relation=bond.relation,
        other_id=bond.case_id,
        related_at=bond.related_at.isoformat(),
        related_by=bond.related_by,
    )
    transaction.put(item, when=RelationItem.pk.does_not_exist(), otherwise=taken)


def holds(case_id: str, relation: Relation, other_id: str) -> bool:
    """Say whether a case stands in a relation to another. One request."""
    return RelationItem.find(case_id, _sk(relation, other_id)) is not None


def remove(transaction: Transaction, case_id: str, relation: Relation, other_id: str) -> None:
    """Remove one side of a relation; where another run did so meanwhile, the race is lost."""
    item = RelationItem(pk=case_id, sk=_sk(relation, other_id))
    transaction.delete(item, when=RelationItem.pk.exists())


def of(case_id: str, limit: int, after: dynamodb.Key | None) -> tuple[list[Bond], dynamodb.Key | None]:
    """Return the relations of a case by kind and case, and the key to go on after. One request."""
    items, last = dynamodb.query(
        RelationItem,
        case_id,
        range_condition=RelationItem.sk.startswith("RELATION#"),
        limit=limit,
        after=after,
    )
    return [_bond(item) for item in items], last


def caused(fault_id: str, after: str | None, limit: int) -> list[str]:
    """Return the next cases that come from a fault, by id, after the one named. One request."""
    # An id consists of letters and digits, which sort after «!» and before «~».
    first = _sk("causes", "") if after is None else _sk("causes", f"{after}!")
    condition = RelationItem.sk.between(first, _sk("causes", "~"))
    items, _ = dynamodb.query(RelationItem, fault_id, range_condition=condition, limit=limit)
    return [item.other_id for item in items]


def told(fault_id: str, episode: int, people: list[str]) -> set[str]:
    """Return which of some people, each as `contact:…` or `user:…`, know of the end of a fault. One request."""
    keys = [(fault_id, _told_sk(episode, each)) for each in dict.fromkeys(people)]
    items = dynamodb.get_many(ToldItem, keys) if keys else []
    return {item.sk.partition("#")[2].partition("#")[2] for item in items}


def tell(transaction: Transaction, fault_id: str, episode: int, person: str) -> None:
    """Record that somebody is told; where another run did so meanwhile, the race is lost and the case read again."""
    item = ToldItem(pk=fault_id, sk=_told_sk(episode, person))
    transaction.put(item, when=ToldItem.pk.does_not_exist(), otherwise=RaceLostError())


def plan(transaction: Transaction, subtask_id: str, case_id: str) -> None:
    """Let the case of a task be found."""
    transaction.put(SubtaskItem(pk=subtask_id, sk="SUBTASK", case_id=case_id))


def case_of(subtask_id: str) -> str | None:
    """Return the case that a task is a part of, None for any other task. One request."""
    item = SubtaskItem.find(subtask_id, "SUBTASK")
    return None if item is None else str(item.case_id)


def _bond(item: RelationItem) -> Bond:
    return Bond(
        cast("Relation", item.relation), item.other_id, datetime.fromisoformat(item.related_at), item.related_by
    )


def _sk(relation: Relation, case_id: str) -> str:
    return f"RELATION#{relation}#{case_id}"


def _told_sk(episode: int, person: str) -> str:
    return f"TOLD#{episode}#{person}"
