"""What waits for somebody who will be away until it is due goes to their deputy."""

from datetime import datetime

from crm.core import settings
from crm.core.command import Command
from crm.directory import lines
from crm.directory import repository as directory
from crm.directory.models import User
from crm.tasks import planning, repository, schedule
from crm.tasks.desk import begin
from crm.tasks.events import TaskReassigned
from crm.tasks.repository import lists
from crm.tasks.settings.policy import TaskPolicy


def hand_over(user_id: str, command: Command) -> None:
    """Hand over the tasks that fall due in a colleague's absence as it is entered now; a second run finds none left.

    Where nobody stands in, they wait for whom they were meant for. What has been handed over stays so when the
    absence is taken back.
    """
    user = directory.users.find(user_id)
    if user is None or user.absence is None:
        return
    first, last = max(command.now, user.absence.from_at), user.absence.until_at
    for task in lists.busy(user.id, first, last):
        if first < task.due_at <= last:
            _hand_over(task.task_id, user, first, command)


def _hand_over(task_id: str, user: User, away_from: datetime, command: Command) -> None:
    # Whose task it is shows what was done: the command's key needs no record beside it.
    work = begin(repository.tasks.get(task_id), command.unkeyed())
    task, now = work.task, work.command.now
    deputy, meant_for = lines.standing_in(user, away_from, task.due_at)
    if not task.is_open or task.assignee_id != user.id or deputy.id == user.id:
        return
    policy = settings.current(TaskPolicy).value
    work.happened(
        TaskReassigned(
            reason="absence",
            assignee_id=deputy.id,
            team_id=deputy.team_id,
            meant_for=meant_for,
            remind_at=planning.reminder(policy.level(task.priority), now, task.due_at),
            schedule_conflict=schedule.conflict(deputy, task.slot, policy, now, but=task.id),
        )
    )
    work.commit()
