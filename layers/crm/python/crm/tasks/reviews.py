"""The task that a conflict makes for who answers for the customer when nobody resolves it, and its end."""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from crm.core import i18n, ids
from crm.core.command import Command
from crm.directory import repository as directory
from crm.tasks import caused
from crm.tasks.desk import Work
from crm.tasks.events import TaskCancelled, TaskCompleted
from crm.tasks.intake import give
from crm.tasks.vocabulary import Priority


class Unresolved(NamedTuple):
    """Nobody resolved a conflict: who is to see to it, by when, and about which customer it is."""

    reviewer_id: str
    priority: Priority
    expected_by_at: datetime
    account_id: str
    account_name: str
    participants: tuple[str, ...]


class Over(NamedTuple):
    """A conflict needs nobody any more: with its primary owner where it was resolved."""

    primary_owner_id: str | None
    outcome: str


def follow(conflict_id: str, version: int, now_is: Unresolved | Over, command: Command) -> None:
    """Bring the task of a conflict in step with what happened to it at `version`; a second run changes nothing."""
    given = partial(_given, conflict_id, now_is, command) if isinstance(now_is, Unresolved) else None
    caused.follow(conflict_id, version, _ending(now_is), given, command)


def _ending(now_is: Unresolved | Over) -> caused.Ending:
    if isinstance(now_is, Over) and now_is.primary_owner_id is not None:
        owner = directory.find_user(now_is.primary_owner_id)
        return TaskCompleted(result=now_is.primary_owner_id if owner is None else owner.name)
    return TaskCancelled(reason=now_is.outcome if isinstance(now_is, Over) else "unresolved_again")


def _given(conflict_id: str, unresolved: Unresolved, command: Command) -> Work:
    reviewer = directory.find_user(unresolved.reviewer_id)
    locale = i18n.DEFAULT if reviewer is None else reviewer.locale
    facts = {"account": unresolved.account_name, "count": len(unresolved.participants)}
    return give(
        command,
        ids.derived_id("task", conflict_id),
        title=i18n.text("tasks", "conflict_review.title", locale, facts),
        expected_result=i18n.text("tasks", "conflict_review.expected_result", locale, facts),
        assignee_id=unresolved.reviewer_id,
        priority=unresolved.priority,
        due_at=unresolved.expected_by_at,
        subject_type="account",
        subject_id=unresolved.account_id,
        account_id=unresolved.account_id,
        source="conflict_review",
        source_ref=conflict_id,
    )
