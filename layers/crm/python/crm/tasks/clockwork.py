"""What happens to a task without anybody's asking, when its time comes."""

from crm.core.command import Command
from crm.directory import lines
from crm.directory import repository as directory
from crm.tasks import repository
from crm.tasks.desk import Work, begin
from crm.tasks.events import TaskOverdue, TaskReminded


def on_due(task_id: str, command: Command) -> None:
    """Ask the task whether something is due, and do it; run early, late or twice, it does what is due now.

    Once it is overdue nobody is reminded that it will be.
    """
    work = begin(repository.tasks.get(task_id), command)
    task, now = work.task, work.command.now
    if not task.is_open:
        return
    if task.overdue_at is None and task.due_at <= now:
        work.happened(TaskOverdue(due_at=task.due_at, told=_told_of_delay(work)))
        work.commit()
    elif task.remind_at is not None and task.remind_at <= now:
        told = () if task.stands_for_card else (lines.present(task.assignee_id, now),)
        work.happened(TaskReminded(told=told))
        work.commit()


def _told_of_delay(work: Work) -> tuple[str, ...]:
    """Name the assignee or their deputy, and who gave the task; for what the machine gave, the assignee's manager."""
    task, now = work.task, work.command.now
    if task.stands_for_card:
        return ()  # the card tells of it
    giver = directory.find_user(task.creator_id)
    assignee = directory.find_user(task.assignee_id)
    other = task.creator_id if giver is not None else None if assignee is None else assignee.manager_id
    told = (lines.present(task.assignee_id, now), other)
    return tuple(dict.fromkeys(each for each in told if each is not None))
