"""Bringing a case to its end, and opening it again."""

from datetime import timedelta

from crm.cases.case import Case
from crm.cases.desk import Work, take_up
from crm.cases.events import CaseAccepted, CaseClosed, CaseReopened, CaseResolved, ServiceRestored
from crm.cases.handling import work_of_handler
from crm.cases.requests import Resolve, Restore
from crm.cases.settings.handling import Handling
from crm.cases.settings.intake import CauseCodes
from crm.cases.views import CaseView
from crm.core import settings
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError


class UnknownCauseError(InvalidError):
    """The cause code is not in the list."""

    code = "unknown_cause"


class OpenSubtasksError(ConflictError):
    """A part of the case that must be done first is not."""

    code = "open_subtasks"


class ReopenTooLateError(ConflictError):
    """The case was closed too long ago to be opened again."""

    code = "reopen_too_late"


def restore(reference: str, body: Restore, command: Command) -> CaseView:
    """Record that the customer can work again, if only provisionally."""
    work = work_of_handler(reference, command)
    work.happened(ServiceRestored(how=body.how))
    return work.commit()


def resolve(reference: str, body: Resolve, command: Command) -> CaseView:
    """Solve the case: the customer is told the solution, which is a reply; the cause is recorded."""
    work = work_of_handler(reference, command)
    solve(work, body)
    return work.commit()


def solve(work: Work, body: Resolve) -> None:
    """Solve a case that is at hand; raise `OpenSubtasksError` while a mandatory part of it is open (R-128)."""
    command = work.command
    if work.case.open_mandatory:
        raise OpenSubtasksError(subtasks=[each.subtask_id for each in work.case.open_mandatory])
    codes = settings.current(CauseCodes).value.codes
    if body.cause_code not in {code.id for code in codes}:
        raise UnknownCauseError("cause_code", id=body.cause_code, known=[code.id for code in codes])
    days = settings.current(Handling).value.close_resolved_after_days
    if work.case.assignee_id is None:
        work.happened(CaseAccepted(by=command.caller.id))
    work.happened(
        CaseResolved(
            solution=body.solution,
            cause_code=body.cause_code,
            article_id=body.article_id,
            close_at=None if days is None else command.now + timedelta(days=days),
        )
    )


def close(reference: str, reason: str | None, command: Command) -> Work:
    """Close a resolved case: a colleague's, or the customer's confirmation."""
    work = take_up(reference, command)
    work.happened(CaseClosed(reason=reason))
    return work


def reopen(reference: str, reason: str, command: Command) -> Work:
    """Open a resolved or closed case again: the resolution clock goes on, routing finds its person."""
    work = take_up(reference, command)
    require_not_too_late(work.case, command)
    work.happened(CaseReopened(reason=reason))
    return work


def require_not_too_late(case: Case, command: Command) -> None:
    """Raise `ReopenTooLateError` where the case was closed longer ago than the desk allows."""
    days = settings.current(Handling).value.reopen_within_days
    if case.closed_at is not None and command.now > case.closed_at + timedelta(days=days):
        raise ReopenTooLateError(days=days, closed_at=case.closed_at.isoformat())
