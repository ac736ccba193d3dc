"""The task that an escalated case makes for its new owner, and its end when the case is handled.

Events of a case come late, twice and out of order. Each says all that counts, namely whether the case is escalated
now and to whom; so the newest one heard decides, and an older one changes nothing.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from crm.core import i18n, ids, settings
from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.directory import repository as directory
from crm.tasks import handling, repository
from crm.tasks.desk import Work, begin
from crm.tasks.events import TaskCancelled, TaskCompleted
from crm.tasks.intake import give
from crm.tasks.repository import heard
from crm.tasks.repository.heard import Heard
from crm.tasks.settings.policy import TaskPolicy


class Escalated(NamedTuple):
    """A case went up: to whom, why, and what it is called."""

    escalation_id: str
    to: str
    reason: str
    expected_by_at: datetime | None
    number: str | None
    title: str | None
    account_id: str | None


class Handled(NamedTuple):
    """A case is no longer with whom it was escalated to: solved, or in other hands."""

    solution: str | None = None
    reason: str = ""


def follow(case_id: str, version: int, now_is: Escalated | Handled, command: Command) -> None:
    """Bring the task of a case in step with what happened to it at `version`; a second run changes nothing."""
    before = heard.find(case_id)
    if before is not None and before.version >= version:
        return
    # What was heard is kept with the change: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    if before is not None and before.task_id is not None:
        _end(transaction, before.task_id, now_is, command)
    task_id = None
    if isinstance(now_is, Escalated):
        work = _given(case_id, now_is, command)
        work.write(transaction)
        task_id = work.task.id
    heard.put(transaction, case_id, before, Heard(version, task_id), command.now)
    transaction.commit()


def _end(transaction: Transaction, task_id: str, now_is: Escalated | Handled, command: Command) -> None:
    work = begin(repository.tasks.get(task_id), command)
    if not work.task.is_open and work.task.status != "rejected":
        return
    if isinstance(now_is, Handled) and now_is.solution is not None and work.task.is_open:
        handling.end(work, TaskCompleted(result=now_is.solution))
    else:
        reason = now_is.reason if isinstance(now_is, Handled) else "case_escalated_further"
        handling.end(work, TaskCancelled(reason=reason))
    work.write(transaction)


def _given(case_id: str, escalated: Escalated, command: Command) -> Work:
    policy = settings.current(TaskPolicy).value
    owner = directory.find_user(escalated.to)
    locale = i18n.DEFAULT if owner is None else owner.locale
    facts = {"case": escalated.number or case_id, "title": escalated.title or "", "reason": escalated.reason}
    expected = escalated.expected_by_at
    usual = command.now + timedelta(seconds=policy.escalation_due_seconds)
    return give(
        command,
        ids.derived_id("task", escalated.escalation_id),
        title=i18n.text("tasks", "escalation.title", locale, facts).strip(),
        expected_result=i18n.text("tasks", "escalation.expected_result", locale, facts),
        assignee_id=escalated.to,
        priority=policy.escalation_priority,
        due_at=expected if expected is not None and expected > command.now else usual,
        subject_type="case",
        subject_id=case_id,
        account_id=escalated.account_id,
        source="case_escalation",
        source_ref=escalated.escalation_id,
    )
