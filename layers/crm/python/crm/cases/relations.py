"""How cases stand to each other (R-153): one fault or whole above many cases, never chains or circles."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from pydantic import BaseModel

from crm.cases.case import Case
from crm.cases.desk import Work, take_up
from crm.cases.desk_requests import Relate
from crm.cases.events import CaseRelated, CaseUnrelated
from crm.cases.handling import work_of_handler
from crm.cases.reading import find
from crm.cases.repository import cases
from crm.cases.repository import relations as bonds
from crm.cases.repository.relations import Bond
from crm.cases.views import CaseView
from crm.cases.visibility import visible
from crm.cases.vocabulary import Priority, Relation, Status
from crm.core import paging
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError
from crm.core.paging import Page
from crm.core.transaction import Transaction

INVERSE: dict[Relation, Relation] = {
    "related_to": "related_to",
    "caused_by": "causes",
    "causes": "caused_by",
    "child_of": "parent_of",
    "parent_of": "child_of",
    "follow_up_of": "followed_up_by",
    "followed_up_by": "follow_up_of",
}
"""What a relation is called from the other side."""

RELATIONS_LIMIT = 100
"""How many relations a case may have beside the cases that it caused, which are without limit."""


class AlreadyRelatedError(ConflictError):
    """The two cases stand in this relation already."""

    code = "already_related"


class RelationRefusedError(ConflictError):
    """The relation would make a chain or a circle, a second fault or whole, or too many of them."""

    code = "relation_refused"


class RelatedToItselfError(InvalidError):
    """A case does not stand in a relation to itself."""

    code = "related_to_itself"


class Standing(NamedTuple):
    """What of a case its relations depend on."""

    id: str
    caused_by: str | None
    causes: int
    parent_id: str | None
    children: int
    relations: int

    @classmethod
    def of(cls, case: Case) -> "Standing":
        """Return how a case stands."""
        return cls(*(getattr(case, name) for name in cls._fields))


def refusal(relation: Relation, case: Standing, other: Standing) -> str | None:
    """Return why `case` cannot stand in `relation` to `other`, None where it can.

    A fault comes from no other fault and a case from at most one; a whole is no part, and a part has one whole. So
    there are no chains, and without chains no circles.
    """
    if relation in {"causes", "parent_of", "followed_up_by"}:
        return refusal(INVERSE[relation], other, case)
    if RELATIONS_LIMIT in {case.relations, None if relation == "caused_by" else other.relations}:
        return "too_many"
    if relation == "caused_by":
        return _above(case.caused_by, case.causes, other.caused_by)
    if relation == "child_of":
        return _above(case.parent_id, case.children, other.parent_id)
    return None


def _above(has: str | None, below: int, above: str | None) -> str | None:
    if has is not None:
        return "has_one"
    return "chain" if below or above is not None else None


def relate(reference: str, body: Relate, command: Command) -> CaseView:
    """Relate two cases; both tell it, in one transaction.

    Raises `NotFoundError` for a case the caller may not see, `RelatedToItselfError`, `RelationRefusedError` saying
    why, and `AlreadyRelatedError`.
    """
    work = work_of_handler(reference, command)
    other = take_up(body.case_id, _unversioned(command))
    if work.case.id == other.case.id:
        raise RelatedToItselfError("case_id", number=work.case.number)
    bind(work, body.relation, other)
    work.also(other.write)
    return work.commit()


def bind(work: Work, relation: Relation, other: Work) -> None:
    """Let two cases that are at hand stand in a relation; both still have to be written."""
    why = refusal(relation, Standing.of(work.case), Standing.of(other.case))
    if why is not None and _holds(work.case, relation, other.case):
        why = None  # the items of the relation say that it is there, better than a rule can
    if why is not None:
        raise RelationRefusedError(because=why, limit=RELATIONS_LIMIT, relation=relation, number=other.case.number)
    taken = AlreadyRelatedError(relation=relation, number=other.case.number)
    for one, known_as, two in ((work, relation, other), (other, INVERSE[relation], work)):
        bond = Bond(known_as, two.case.id, one.command.now, one.command.caller.id)
        one.happened(CaseRelated(relation=known_as, case_id=two.case.id, number=two.case.number))
        one.also(partial(_add, one.case.id, bond, taken))


def _holds(case: Case, relation: Relation, other: Case) -> bool:
    pairs = {
        "caused_by": (case.caused_by, other.id),
        "causes": (other.caused_by, case.id),
        "child_of": (case.parent_id, other.id),
        "parent_of": (other.parent_id, case.id),
    }
    has, wanted = pairs.get(relation, (None, ""))
    return has == wanted


def _add(case_id: str, bond: Bond, taken: Exception, transaction: Transaction) -> None:
    bonds.add(transaction, case_id, bond, taken)


def unrelate(reference: str, relation: Relation, other_reference: str, command: Command) -> CaseView:
    """End a relation on both sides; where it does not hold nothing changes, so ending it again is no error."""
    work = work_of_handler(reference, command)
    other = take_up(other_reference, _unversioned(command))
    if not bonds.holds(work.case.id, relation, other.case.id):
        return work.commit()
    for one, known_as, two in ((work, relation, other), (other, INVERSE[relation], work)):
        one.happened(CaseUnrelated(relation=known_as, case_id=two.case.id, number=two.case.number))
        one.also(partial(_remove, one.case.id, known_as, two.case.id))
    work.also(other.write)
    return work.commit()


def _remove(case_id: str, relation: Relation, other_id: str, transaction: Transaction) -> None:
    bonds.remove(transaction, case_id, relation, other_id)


def _unversioned(command: Command) -> Command:
    """Return the command as it is for the other case: the version that the caller names is the first one's."""
    return replace(command, expected_version=None)


class RelatedCase(BaseModel):
    """A case that another stands in a relation to, as it is now."""

    relation: Relation
    case_id: str
    number: str
    title: str
    status: Status
    priority: Priority
    assignee_id: str | None
    related_at: datetime
    related_by: str


class RelationPage(Page[RelatedCase]):
    """The relations of a case, by kind."""


def list_of(reference: str, command: Command, limit: int, cursor: str | None) -> RelationPage:
    """Return a page of the cases that a case stands in a relation to; those the caller may not see are left out."""
    case = find(reference, command)
    listing = f"relations:{case.id}"
    found, last = bonds.of(case.id, limit, paging.unseal(listing, cursor))
    others = {each.id: each for each in cases.get_many([bond.case_id for bond in found])}
    seen = {each.id for each in others.values() if visible(each, command.caller)}
    items = [_related(bond, others[bond.case_id]) for bond in found if bond.case_id in seen]
    return RelationPage(items=items, next_cursor=None if last is None else paging.seal(listing, last))


def _related(bond: Bond, other: Case) -> RelatedCase:
    members = other.model_dump(include=set(RelatedCase.model_fields))
    return RelatedCase(**members | bond._asdict())
