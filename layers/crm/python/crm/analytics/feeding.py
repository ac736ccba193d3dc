"""Feeding: what happened to a subject becomes facts, rows and counters, once, in whatever order it is heard.

An event says only up to which version a subject's records are to be read; the records themselves are in order and
whole. So an event that comes twice or after a later one changes nothing, and one that was lost is made up for by the
next. What a subject was counted for before is taken out of the counters in the transaction that puts it in anew.
"""

from collections.abc import Iterable

from crm.analytics.contributions import moves
from crm.analytics.repository import facts
from crm.analytics.repository.facts import Counted
from crm.analytics.subjects import FactsT, Known, Subject
from crm.core import records
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.transaction import Transaction


def follow(subject: Subject[FactsT], subject_id: str, version: int, known: Known, command: Command) -> None:
    """Count what happened to a subject up to `version`."""
    before = facts.find(subject_id)
    if before is not None and before.version >= version:
        return
    beyond = 0 if before is None else before.version
    since = records.of(subject.domain, subject_id, beyond, version)
    state = None if before is None else subject.facts.model_validate(before.state)
    after = fold(subject, state, since, known)
    if after is not None:
        _write(subject, subject_id, version, after, before, command)


def recount(subject: Subject[FactsT], subject_id: str, known: Known, command: Command) -> bool:
    """Count a subject from the first of its records, whatever was known of it; say whether it is one of the kind."""
    before = facts.find(subject_id)
    told = list(records.of(subject.domain, subject_id))
    heard = [each for each in told if subject.hears(type_ for type_, _, _ in each.events)]
    if not heard:
        return False
    version = heard[-1].version
    after = fold(subject, None, (each for each in told if each.version <= version), known)
    if after is None:
        return False
    if before is None or not _agrees(subject, subject_id, after, before):
        _write(subject, subject_id, version, after, before, command)
    return True


def _agrees(subject: Subject[FactsT], subject_id: str, after: FactsT, before: Counted) -> bool:
    """Say whether what is known of a subject is what its records tell, and it is counted for just that."""
    contributed = {(each.metric, each.key): each for each in subject.contributions(subject_id, after)}
    counted = {(each.metric, each.key): each for each in before.contributions if each.definition.fed}
    return subject.facts.model_validate(before.state) == after and counted == contributed


def fold(subject: Subject[FactsT], state: FactsT | None, told: Iterable[CommitRecord], known: Known) -> FactsT | None:
    """Return the facts after some records; None where the first of them does not begin such a subject."""
    for record in told:
        for envelope in record.envelopes():
            if state is None and not subject.begins_with(envelope.type):
                return None
            state = subject.evolve(state, envelope, known)
    return state


def _write(
    subject: Subject[FactsT], subject_id: str, version: int, after: FactsT, before: Counted | None, command: Command
) -> None:
    contributed = tuple(subject.contributions(subject_id, after))
    # What was counted by a version that is no longer fed stays as it was.
    counted = () if before is None else tuple(each for each in before.contributions if each.definition.fed)
    # What was counted shows in the facts, which a second run finds.
    transaction = Transaction(command.unkeyed())
    facts.put(transaction, subject_id, version, after.model_dump_json(exclude_defaults=True), before)
    facts.put_rows(transaction, subject.kind, subject_id, counted, contributed)
    for cell, members in moves(counted, contributed).items():
        facts.move(transaction, cell, members)
    transaction.commit()
