"""The parts of a case: planned here, where they hold up its end, done as tasks of their own (R-128, ADR 0029)."""

from datetime import datetime
from functools import partial

from crm.cases import repository
from crm.cases.desk import begin
from crm.cases.desk_requests import PlanSubtask
from crm.cases.events import SubtaskFollowed, SubtaskPlanned
from crm.cases.handling import UnknownAssigneeError, work_of_handler
from crm.cases.repository import relations as bonds
from crm.cases.views import CaseView
from crm.cases.vocabulary import SubtaskState
from crm.core import ids
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError
from crm.core.transaction import Transaction
from crm.directory import repository as directory

SUBTASKS_LIMIT = 20
"""How many parts a case may have, those that are over among them."""


class SubtaskDueError(InvalidError):
    """A part cannot have been due before it was planned."""

    code = "subtask_due"


class TooManySubtasksError(ConflictError):
    """The case has as many parts as it may have."""

    code = "too_many_subtasks"


def plan(reference: str, body: PlanSubtask, command: Command) -> CaseView:
    """Give a part of the case to a colleague, with a due time of its own.

    Raises `UnknownAssigneeError`, `SubtaskDueError` for a time that is over and `TooManySubtasksError`.
    """
    work = work_of_handler(reference, command)
    user = directory.users.find(body.assignee_id)
    if user is None or not user.active:
        raise UnknownAssigneeError("assignee_id", id=body.assignee_id)
    if body.due_at <= command.now:
        raise SubtaskDueError("due_at", due_at=body.due_at.isoformat())
    if len(work.case.subtasks) >= SUBTASKS_LIMIT:
        raise TooManySubtasksError(limit=SUBTASKS_LIMIT)
    subtask_id = ids.new_id("task")
    case = work.case
    members = body.model_dump(include={"title", "expected_result", "assignee_id", "due_at", "mandatory"})
    known = {"priority": case.priority, "number": case.number, "account_id": case.account_id}
    work.happened(SubtaskPlanned(subtask_id=subtask_id, **members, **known))
    work.also(partial(_let_find, subtask_id, case.id))
    return work.commit()


def _let_find(subtask_id: str, case_id: str, transaction: Transaction) -> None:
    bonds.plan(transaction, subtask_id, case_id)


def follow(
    subtask_id: str,
    task_version: int,
    command: Command,
    *,
    state: SubtaskState = "open",
    assignee_id: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Bring a case in step with what became of a part of it at a version of its task.

    Any other task is left alone, and so is what was heard of already, or is older than what was.
    """
    case_id = bonds.case_of(subtask_id)
    if case_id is None:
        return
    case = repository.cases.get(case_id)
    known = next((each for each in case.subtasks if each.subtask_id == subtask_id), None)
    if known is None or known.task_version >= task_version or known.state != "open":
        return
    work = begin(case, command)
    work.happened(
        SubtaskFollowed(
            subtask_id=subtask_id, task_version=task_version, state=state, assignee_id=assignee_id, due_at=due_at
        )
    )
    work.commit()
