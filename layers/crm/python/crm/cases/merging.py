"""Merging a duplicate into its main case, and taking that back.

Nothing is copied: the records and files of a merged case stay in its own partition, and the main case names it among
those whose history is its own (ADR 0026). So a large case merges in the same few writes as a small one, and an undo
has nothing to sort out.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from crm.cases import merges, promises, repository, visibility
from crm.cases.case import Case
from crm.cases.desk import Work, begin
from crm.cases.events import CaseReleased, CaseUnmerged, Tally
from crm.cases.merges import Grounds
from crm.cases.repository import followers, history
from crm.cases.requests import MergeCase, Unmerge
from crm.cases.settings.abuse import Duplicates
from crm.cases.transitions import UNFINISHED
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core import settings
from crm.core.access import SUPERVISOR
from crm.core.command import Command
from crm.core.errors import ConflictError
from crm.core.transaction import Transaction

MERGED_LIMIT = 40
"""How many cases may stand behind one: so many that all can be restored in one transaction of a hundred writes."""

FOLLOWERS_LIMIT = 80
"""How many followers a merge may bring, each a write of the same transaction."""


class AlreadyMergedError(ConflictError):
    """The case was merged before."""

    code = "already_merged"


class NotMergedError(ConflictError):
    """The case was not merged, so there is nothing to take back."""

    code = "not_merged"


class MergeIntoItselfError(ConflictError):
    """Both numbers stand for the same case."""

    code = "merge_into_itself"


class MergeClosedError(ConflictError):
    """One of the two is closed."""

    code = "merge_closed"


class MergeOtherCustomerError(ConflictError):
    """The cases are of different customers."""

    code = "merge_other_customer"


class MergeTooLargeError(ConflictError):
    """Too many cases, or followers, would stand behind one case."""

    code = "merge_too_large"


class UndoTooLateError(ConflictError):
    """The merge was made too long ago to be taken back."""

    code = "undo_too_late"


class MergedFurtherError(ConflictError):
    """The main case has been merged itself since."""

    code = "merged_further"


def merge(reference: str, body: MergeCase, command: Command) -> CaseView:
    """Merge a case into another and return that one; its clocks, person and status stay as they are (R-114)."""
    case = repository.get_itself(reference)
    visibility.require_visible(case, command.caller, reference)
    main = repository.get(body.into)
    visibility.require_visible(main, command.caller, body.into)
    _require_mergeable(case, main, command)
    command.require_version(case.version, CaseView.of(case, command.now, promises.calendar).model_dump(mode="json"))
    work = begin(case, command)
    into = Work(main, main, replace(command, now=max(command.now, main.updated_at)))
    join(work, into, Grounds("manual", body.reason))
    work.also(into.write)
    return work.commit_as(into.view())


def join(work: Work, into: Work, grounds: Grounds) -> None:
    """Let the case of `work` be merged into that of `into`, each with its event; nothing is written yet.

    What both hold is counted before and after. Raises `MergeTooLargeError`.
    """
    case, main = work.case, into.case
    behind = len(case.partitions) + len(main.partitions) - 1
    followers_brought = set(case.watchers) - set(main.watchers)
    if behind > MERGED_LIMIT or len(followers_brought) > FOLLOWERS_LIMIT:
        raise MergeTooLargeError(cases=behind, followers=len(followers_brought), limit=MERGED_LIMIT)
    before, brought = tally(main), tally(case) if work.before is not None else _OPENING
    undo = timedelta(seconds=settings.current(Duplicates).value.undo_within_seconds)
    merged, absorbed = merges.between(case, main, grounds, before, brought, work.command.now + undo)
    work.happened(merged)
    into.happened(absorbed)
    for user_id in absorbed.watchers:
        into.also(partial(_let_follow, into, user_id))


_OPENING = Tally(messages=1, attachments=0, watchers=0, collaborators=0)
"""What a case holds in the very transaction that opens it."""


def tally(case: Case) -> Tally:
    """Count what a case holds, its own and what was merged into it. Two requests as a rule."""
    own = history.holdings(case.id)
    return Tally(
        messages=own.messages + sum(each.messages for each in case.absorbed),
        attachments=own.attachments + sum(each.attachments for each in case.absorbed),
        watchers=len(case.watchers),
        collaborators=len(case.collaborators),
    )


def unmerge(reference: str, body: Unmerge, command: Command) -> CaseView:
    """Take a merge back within its window and return the case, which is again what it was before.

    What was written on the main case since stays there.
    """
    case = repository.get_itself(reference)
    visibility.require_visible(case, command.caller, reference)
    command.require_version(case.version, CaseView.of(case, command.now, promises.calendar).model_dump(mode="json"))
    if case.merge is None:
        raise NotMergedError(number=case.number)
    main = repository.cases.get(case.merge.into_id)
    _require_hand_in(case, main, command)
    if main.merge is not None:
        raise MergedFurtherError(number=main.number, into=main.merge.into_number)
    if command.now > case.merge.undo_until_at:
        raise UndoTooLateError(until_at=case.merge.undo_until_at.isoformat())
    work = begin(case, command)
    into = Work(main, main, replace(command, now=max(command.now, main.updated_at)))
    part(work, into, body.reason)
    work.also(into.write)
    return work.commit()


def part(work: Work, into: Work, reason: str) -> None:
    """Let the case of `work` be what it was before it was merged into that of `into`; nothing is written yet."""
    watched = into.case.watchers
    work.happened(CaseUnmerged(from_id=into.case.id, from_number=into.case.number, reason=reason))
    into.happened(CaseReleased(case_id=work.case.id, number=work.case.number, reason=reason))
    for user_id in set(watched) - set(into.case.watchers):
        into.also(partial(_let_go, into.case.id, user_id))


def _let_follow(into: Work, user_id: str, transaction: Transaction) -> None:
    followers.add(transaction, into.case, user_id)


def _let_go(case_id: str, user_id: str, transaction: Transaction) -> None:
    followers.remove(transaction, case_id, user_id)


def _require_mergeable(case: Case, main: Case, command: Command) -> None:
    if case.merge is not None:
        raise AlreadyMergedError(number=case.number, into=case.merge.into_number)
    if case.assignee_id is not None:
        visibility.require_handler(case, command.caller)
    if case.id == main.id:
        raise MergeIntoItselfError(number=case.number)
    for each in (case, main):
        if each.status not in UNFINISHED:
            raise MergeClosedError(number=each.number, status=each.status)
    same = case.contact_id == main.contact_id or (case.account_id is not None and case.account_id == main.account_id)
    if not same and not command.caller.has(SUPERVISOR):
        raise MergeOtherCustomerError(number=case.number, into=main.number)


def _require_hand_in(case: Case, main: Case, command: Command) -> None:
    """Whoever worked on the merged case or works on the main one may part them, and supervisors."""
    caller = command.caller
    if not (case.handled_by(caller.id) or main.handled_by(caller.id) or caller.has(SUPERVISOR)):
        raise NotYourCaseError(assignee_id=main.assignee_id)
