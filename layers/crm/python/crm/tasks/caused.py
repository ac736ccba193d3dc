"""A task that something elsewhere gives rise to, kept in step with it.

Its events come late, twice and out of order. Each says all that counts, namely whether there is something to do now
and for whom; so the newest one heard decides, and an older one changes nothing.
"""

from collections.abc import Callable

from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.tasks import handling, repository
from crm.tasks.desk import Work, begin
from crm.tasks.events import TaskCancelled, TaskCompleted
from crm.tasks.repository import heard
from crm.tasks.repository.heard import Heard

Ending = TaskCompleted | TaskCancelled


def follow(cause_id: str, version: int, ending: Ending, given: Callable[[], Work] | None, command: Command) -> None:
    """Bring the task of a cause in step with what happened to it at `version`; a second run changes nothing.

    The task before ends with `ending`; `given` begins the one that there is to be now, if any.
    """
    before = heard.find(cause_id)
    if before is not None and before.version >= version:
        return
    # What was heard is kept with the change: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    if before is not None and before.task_id is not None:
        _end(transaction, before.task_id, ending, command)
    work = None if given is None else given()
    if work is not None:
        work.write(transaction)
    heard.put(transaction, cause_id, before, Heard(version, None if work is None else work.task.id), command.now)
    transaction.commit()


def _end(transaction: Transaction, task_id: str, ending: Ending, command: Command) -> None:
    """End a task that was not done yet; one that waits for who gave it was not, and is called off."""
    work = begin(repository.tasks.get(task_id), command)
    if not work.task.is_open and work.task.status != "rejected":
        return
    if isinstance(ending, TaskCompleted) and not work.task.is_open:
        ending = TaskCancelled(reason="")
    handling.end(work, ending)
    work.write(transaction)
