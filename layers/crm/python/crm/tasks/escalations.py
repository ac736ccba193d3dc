"""The task that an escalated case makes for its new owner, and its end when the case is handled."""

from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from crm.core import i18n, ids, settings
from crm.core.command import Command
from crm.directory import repository as directory
from crm.tasks import caused
from crm.tasks.desk import Work
from crm.tasks.events import TaskCancelled, TaskCompleted
from crm.tasks.intake import give
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
    given = partial(_given, case_id, now_is, command) if isinstance(now_is, Escalated) else None
    caused.follow(case_id, version, _ending(now_is), given, command)


def _ending(now_is: Escalated | Handled) -> caused.Ending:
    if isinstance(now_is, Escalated):
        return TaskCancelled(reason="case_escalated_further")
    return TaskCancelled(reason=now_is.reason) if now_is.solution is None else TaskCompleted(result=now_is.solution)


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
