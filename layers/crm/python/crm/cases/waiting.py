"""Waiting for a customer: what the policy makes of a deadline, and what happens when its times come (R-152)."""

from datetime import datetime, timedelta
from typing import NamedTuple

from crm.cases import texts
from crm.cases.desk import Work
from crm.cases.events import CaseClosed, CaseResolved, CaseWaiting, WaitExpired, WaitReminded
from crm.cases.settings.waiting import Waiting
from crm.core import i18n, settings


class Plan(NamedTuple):
    """The times that follow from a deadline."""

    until_at: datetime | None
    remind_at: tuple[datetime, ...]
    close_at: datetime | None


def planned(policy: Waiting, until_at: datetime | None, now: datetime) -> Plan:
    """Return what the policy makes of a deadline, or of none; what would have been before `now` is left out."""
    if until_at is None and policy.deadline_after_seconds is not None:
        until_at = now + timedelta(seconds=policy.deadline_after_seconds)
    if until_at is None:
        return Plan(None, (), None)
    offsets = [*(-each for each in policy.remind_before_seconds), *policy.remind_after_seconds]
    close_at = None
    if policy.close_after_seconds is not None:
        close_at = until_at + timedelta(seconds=policy.close_after_seconds)
    times = {until_at + timedelta(seconds=each) for each in offsets}
    wanted = (each for each in times if each > now and (close_at is None or each < close_at))
    return Plan(until_at, tuple(sorted(wanted)), close_at)


def let_wait(work: Work, wait_for: str, asked: str, until_at: datetime | None) -> None:
    """Let the case wait: for the customer as the policy says, for a third party until the time given."""
    if wait_for != "customer":
        work.happened(CaseWaiting(wait_for="third_party", asked=asked, until_at=until_at))
        return
    policy = settings.current(Waiting)
    plan = planned(policy.value, until_at, work.command.now)
    reference = None if plan.until_at is None else policy.reference
    work.happened(CaseWaiting(wait_for="customer", asked=asked, policy=reference, **plan._asdict()))


def on_due(work: Work) -> None:
    """Do what of a wait is due: remind, mark that it ran out, and close the case in the end.

    A function that comes late sends the last of the reminders that were missed, not all of them at once.
    """
    wait, now = work.case.wait, work.command.now
    if wait is None:
        return
    if wait.until_at is not None and not wait.expired and wait.until_at <= now:
        work.happened(WaitExpired(wait_for=wait.wait_for, asked=wait.asked))
    if wait.close_at is not None and wait.close_at <= now and not work.case.open_mandatory:
        _close(work)
        return
    reached = sum(each <= now for each in wait.remind_at)
    if reached > wait.reminded:
        reminded = WaitReminded(asked=wait.asked, reminder=reached, until_at=wait.until_at, close_at=wait.close_at)
        work.happened(reminded)


def _close(work: Work) -> None:
    wait = work.case.wait
    assert wait is not None and wait.policy is not None  # noqa: S101, PT018 - only a policy makes a time to close at
    policy = settings.at_reference(Waiting, wait.policy).value
    solution = i18n.text("cases", "waiting.closed", texts.locale_of(work.case), {"asked": wait.asked})
    work.happened(CaseResolved(solution=solution, cause_code=policy.cause_code, by_policy=wait.policy))
    work.happened(CaseClosed(reason="no_answer", by_policy=wait.policy))
