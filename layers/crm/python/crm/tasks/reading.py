"""Reading tasks: one, its parts, its history, and lists within what the caller may see."""

from typing import Literal

from crm.core import paging, settings
from crm.core.access import Caller
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.customers import repository as customers
from crm.directory import lines
from crm.tasks import people, repository, visibility
from crm.tasks.repository import lists
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.task import Task
from crm.tasks.views import TaskEntry, TaskHistory, TaskList, TaskPage, TaskRow, TaskSummary, TaskView
from crm.tasks.vocabulary import SubjectType

View = Literal["given", "subject"]


class TaskViewParameterError(InvalidError):
    """The view needs a parameter that was not given."""

    code = "task_view_parameter_missing"


def show(task_id: str, command: Command) -> TaskView:
    """Show a task, its content masked where that is not for the caller."""
    task = repository.tasks.get(task_id)
    masked = visibility.require_visible(task, command.caller)
    return TaskView.of(task, settings.current(TaskPolicy).value, command.now, masked=masked)


def subtasks(task_id: str, command: Command) -> TaskList:
    """Show the parts of a task, in the order they were added."""
    whole = repository.tasks.get(task_id)
    visibility.require_visible(whole, command.caller)
    parts = repository.tasks.get_many(whole.subtasks)
    return TaskList(items=[_row(_summary(each), command) for each in parts])


def _summary(task: Task) -> TaskSummary:
    return TaskSummary(task_id=task.id, **task.model_dump(include=set(TaskSummary.model_fields)))


def history(task_id: str, command: Command, limit: int, cursor: str | None) -> TaskHistory:
    """Show what happened to a task, newest first."""
    task = repository.tasks.get(task_id)
    visibility.require_content(task, command.caller)
    events, after = repository.tasks.timeline(task.id, limit, cursor)
    entries = [
        TaskEntry(
            id=each.id,
            type=each.type,
            version=each.aggregate_version,
            actor=each.actor,
            at=each.occurred_at,
            data=each.data,
        )
        for each in events
    ]
    return TaskHistory(items=entries, next_cursor=after)


def inbox(assignee_id: str, command: Command, limit: int, cursor: str | None) -> TaskPage:
    """Return a page of what waits for somebody, in the order of the policy in force.

    Raises `OutsideYourLineError` where they do not report to the caller. A cursor goes on in the order it began
    with, whatever the policy says meanwhile.
    """
    caller = command.caller
    user_id = caller.id if assignee_id == "me" else assignee_id
    if user_id != caller.id and not lines.leads_id(caller.id, user_id):
        raise people.OutsideYourLineError(id=user_id)
    listing = f"tasks:inbox:{user_id}"
    position = paging.unseal(listing, cursor)
    policy = settings.current(TaskPolicy).value
    order, after = (list(policy.order), None) if position is None else (position[0], (position[1], position[2]))
    rows, end = lists.inbox(user_id, order, limit, after)
    return TaskPage(
        items=[TaskRow.of(each, policy, command.now) for each in rows],
        next_cursor=None if end is None else paging.seal(listing, [order, *end]),
    )


def given(caller: Caller, command: Command, limit: int, cursor: str | None) -> TaskPage:
    """Return a page of what the caller gave, to others and to themselves, newest first."""
    listing = f"tasks:given:{caller.id}"
    rows, end = lists.given(caller.id, limit, paging.unseal(listing, cursor))
    return _page(rows, listing, end, command)


def of_subject(
    type_: SubjectType | None, subject_id: str | None, command: Command, limit: int, cursor: str | None
) -> TaskPage:
    """Return a page of the tasks about something, the open ones first, by when they are due."""
    if type_ is None or subject_id is None:
        raise TaskViewParameterError("subject_type" if type_ is None else "subject_id", view="subject")
    key = f"{type_}:{subject_id}"
    listing = f"tasks:subject:{key}"
    rows, end = lists.about("by_subject", key, limit, paging.unseal(listing, cursor), only_open=False)
    return _page(rows, listing, end, command)


def of_account(account_id: str, command: Command, limit: int, cursor: str | None) -> TaskPage:
    """Return a page of the open tasks of all teams on an account: who has what, whatever else may be seen of it."""
    customers.accounts.get(account_id)
    listing = f"tasks:account:{account_id}"
    rows, end = lists.about("by_account", account_id, limit, paging.unseal(listing, cursor), only_open=True)
    return _page(rows, listing, end, command)


def _page(rows: list[TaskSummary], listing: str, end: str | None, command: Command) -> TaskPage:
    return TaskPage(
        items=[_row(each, command) for each in rows],
        next_cursor=None if end is None else paging.seal(listing, end),
    )


def _row(task: TaskSummary, command: Command) -> TaskRow:
    masked = visibility.sight(task, command.caller) != "all"
    return TaskRow.of(task, settings.current(TaskPolicy).value, command.now, masked=masked)
