"""The tasks that weekly lists of key accounts make, and their end when the talk is over."""

from datetime import datetime
from typing import NamedTuple

from crm.core import i18n, ids
from crm.core.command import Command
from crm.core.paging import MAX_LIMIT
from crm.core.text import folded
from crm.directory import repository as directory
from crm.tasks import handling, repository
from crm.tasks.desk import begin
from crm.tasks.events import TaskMerged
from crm.tasks.intake import give
from crm.tasks.repository import lists
from crm.tasks.requests import CompleteTask


class Wanted(NamedTuple):
    """An account is to be spoken to: by whom, about what, until when."""

    item_id: str
    owner_id: str
    account_id: str
    account_name: str
    title: str
    titles: tuple[str, ...]
    goal: str
    talking_points: tuple[str, ...]
    due_at: datetime


def wanted(item: Wanted, command: Command) -> None:
    """Give the owner a task for an item; an open task of the account about the same serves it instead."""
    same = _about_the_same(item)
    if same is not None:
        work = begin(repository.tasks.get(same), command)
        work.happened(TaskMerged(source="cadence", source_ref=item.item_id))
        work.commit()
        return
    owner = directory.find_user(item.owner_id)
    locale = i18n.DEFAULT if owner is None else owner.locale
    facts = {"title": item.title, "account": item.account_name}
    give(
        command,
        ids.derived_id("task", item.item_id),
        title=i18n.text("tasks", "cadence.title", locale, facts),
        expected_result=item.goal,
        detail="\n".join(f"- {each}" for each in item.talking_points),
        assignee_id=item.owner_id,
        priority="high",
        due_at=item.due_at,
        subject_type="account",
        subject_id=item.account_id,
        account_id=item.account_id,
        source="cadence",
        source_ref=item.item_id,
        serves=(item.item_id,),
        reminds=False,  # the list reminds, within its own limit
    ).commit()


def done(task_id: str, result: str, command: Command) -> None:
    """End the task of an item whose talk is over; one that is not open, or has open parts, stays as it is."""
    task = repository.tasks.find(task_id)
    if task is not None and task.is_open and not task.open_subtasks:
        handling.complete(task_id, CompleteTask(result=result), command)


def _about_the_same(item: Wanted) -> str | None:
    """Return an open task of the account whose title names the item's action in any language. One request."""
    names = [folded(each) for each in item.titles]
    rows, _ = lists.about("by_account", item.account_id, MAX_LIMIT, None, only_open=True)
    return next((each.task_id for each in rows if any(name in folded(each.title) for name in names)), None)
