"""Facts of subjects, their rows and the counters: written together, so that each tells what the others do."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pynamodb.expressions.operand import Path

from crm.analytics.contributions import Cell, Contribution, of_person, of_team
from crm.analytics.repository.items import CellItem, FactsItem, RowItem
from crm.analytics.vocabulary import SubjectKind
from crm.core import dynamodb, packing
from crm.core.timers import shard_of
from crm.core.transaction import RaceLostError, Transaction

_FACTS = "FACTS"
_ROW = "ROW#"


class Counted(NamedTuple):
    """What is known of a subject, up to which of its versions, and what it was counted for by then."""

    version: int
    state: Any
    contributions: tuple[Contribution, ...]


def find(subject_id: str) -> Counted | None:
    """Return what is known of a subject and counted for it; None where it is new. One request."""
    rows, _ = dynamodb.query_raw(FactsItem, subject_id)
    items = {row["sk"]["S"]: row for row in rows}
    if _FACTS not in items:
        return None
    known = FactsItem.from_raw_data(items.pop(_FACTS))
    counted = tuple(contribution_in(row) for sk, row in items.items() if sk.startswith(_ROW))
    return Counted(int(known.version), packing.unpack(known.state), counted)


def contribution_in(row: Mapping[str, Any]) -> Contribution:
    """Read the contribution in a raw row."""
    return Contribution.model_validate_json(row["contribution"]["S"])


def put(transaction: Transaction, subject_id: str, version: int, state: str, before: Counted | None) -> None:
    """Write what is known of a subject; lose the race where somebody else has, meanwhile."""
    item = FactsItem(pk=subject_id, sk=_FACTS, version=version, state=packing.pack(state))
    new = FactsItem.pk.does_not_exist()
    unchanged = new if before is None else FactsItem.version == before.version
    transaction.put(item, when=unchanged, otherwise=RaceLostError())


def put_rows(
    transaction: Transaction,
    kind: SubjectKind,
    subject_id: str,
    before: Iterable[Contribution],
    after: Iterable[Contribution],
) -> None:
    """Let the rows `after` take the place of those `before`; what stays as it is is not written."""
    had = {_sk(each): each for each in before}
    wants = {_sk(each): each for each in after}
    for sk in had.keys() - wants.keys():
        transaction.delete(RowItem(pk=subject_id, sk=sk))
    for sk, contribution in wants.items():
        if had.get(sk) != contribution:
            transaction.put(row_of(kind, subject_id, sk, contribution))


def move(transaction: Transaction, cell: Cell, members: Mapping[str, int]) -> None:
    """Move members of a counter by so much."""
    item = CellItem(pk=cell.partition, sk="#".join((cell.day, *cell.values)))
    transaction.update(item, [Path(name).add(by) for name, by in members.items()])


def _sk(contribution: Contribution) -> str:
    return f"{_ROW}{contribution.metric}#{contribution.key}"


def row_of(kind: SubjectKind, subject_id: str, sk: str, contribution: Contribution) -> RowItem:
    """Return the row of a contribution."""
    return RowItem(
        pk=subject_id,
        sk=sk,
        subject=kind,
        contribution=contribution.model_dump_json(exclude_defaults=True),
        person_rows=of_person(contribution.metric, contribution.person),
        team_rows=of_team(contribution.metric, contribution.team),
        metric_rows=f"{contribution.metric}#all#{shard_of(contribution.person)}",
        row_rank=f"{rank_of(contribution)}#{subject_id}#{contribution.key}",
    )


def rank_of(contribution: Contribution) -> str:
    """Return the part of a row's rank that says when it counts."""
    return f"{int(contribution.at.timestamp() * 1000):013d}"
