"""The tasks that are parts of cases (R-128): planned with the case, done like any other."""

from datetime import datetime
from typing import NamedTuple

from crm.core import i18n
from crm.core.command import Command
from crm.directory import repository as directory
from crm.tasks import intake
from crm.tasks.vocabulary import Priority

_PRIORITY: dict[str, Priority] = {"P1": "urgent", "P2": "high", "P3": "medium", "P4": "low"}


class Part(NamedTuple):
    """A part of a case: who is to do it by when, who planned it, and what the case is called."""

    subtask_id: str
    title: str
    expected_result: str
    assignee_id: str
    due_at: datetime
    priority: str
    number: str
    account_id: str | None
    planned_by: str


def give(case_id: str, part: Part, command: Command) -> None:
    """Make a task of a part of a case, under the id that the case knows it by; the command's key makes it one."""
    owner = directory.find_user(part.assignee_id)
    locale = i18n.DEFAULT if owner is None else owner.locale
    detail = i18n.text("tasks", "case_part.detail", locale, {"case": part.number})
    work = intake.give(
        command,
        part.subtask_id,
        creator_id=part.planned_by,
        title=part.title,
        expected_result=part.expected_result,
        detail=detail,
        assignee_id=part.assignee_id,
        priority=_PRIORITY[part.priority],
        due_at=part.due_at,
        subject_type="case",
        subject_id=case_id,
        account_id=part.account_id,
        source="case_part",
        source_ref=case_id,
    )
    work.commit()
