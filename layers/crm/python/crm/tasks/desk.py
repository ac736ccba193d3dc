"""The desk: the one way through which every change of a task goes.

It loads the task, checks that the caller may see it and edits the version they think, evolves it by what happens,
collects the messages, and commits all of it at once.
"""

from collections.abc import Callable
from dataclasses import replace

from crm.core import idempotency, settings
from crm.core.command import Command
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.tasks import notices, repository, visibility
from crm.tasks.evolution import evolve
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.task import Task
from crm.tasks.views import TaskView


class Work:
    """A piece of work on one task: what happened is evolved at once and written by `commit`."""

    def __init__(self, before: Task | None, after: Task, command: Command, happened: Event | None = None) -> None:
        self.command = command
        self.before = before
        self.task = after
        self._events: list[Event] = []
        self._messages: list[MessageRequested] = []
        self._also: list[Callable[[Transaction], None]] = []
        if happened is not None:
            self._note(happened, before)

    def happened(self, event: Event) -> None:
        """Let something happen to the task; raise what the table of transitions refuses."""
        was = self.task
        self.task = evolve(was, event, self.command.now)
        self._note(event, was)

    def also(self, write: Callable[[Transaction], None]) -> None:
        """Write something more in the same transaction."""
        self._also.append(write)

    def write(self, transaction: Transaction) -> None:
        """Add what happened to a transaction."""
        repository.tasks.save(transaction, self.command, self.before, self.task, self._events, self._messages)
        for each in self._also:
            each(transaction)

    def view(self) -> TaskView:
        """Show the task as the transaction will leave it."""
        version = (0 if self.before is None else self.before.version) + (1 if self._events else 0)
        shown = self.task.model_copy(update={"version": version})
        return TaskView.of(shown, settings.current(TaskPolicy).value, self.command.now)

    def commit(self) -> TaskView:
        """Write what happened and return the task; nothing is written where nothing happened."""
        answer = self.view()
        if not self._events:
            # A repeated call finds nothing left to do where its first run did it.
            idempotency.raise_if_done(self.command)
            return answer
        transaction = Transaction(self.command)
        self.write(transaction)
        transaction.commit(answer)
        return answer

    def _note(self, event: Event, before: Task | None) -> None:
        self._events.append(event)
        caller = self.command.caller
        actor_id = caller.id if caller.kind == "staff" else None
        self._messages += notices.notices(event, before, self.task, actor_id)


def take_up(task_id: str, command: Command) -> Work:
    """Begin a piece of work on the task with an id.

    Raises `NotFoundError` where it does not exist or the caller may not see it, `TaskSensitiveError` where they
    may not see what it is about, and `StaleVersionError` where they edit another version.
    """
    task = repository.tasks.get(task_id)
    visibility.require_content(task, command.caller)
    policy = settings.current(TaskPolicy).value
    command.require_version(task.version, TaskView.of(task, policy, command.now).model_dump(mode="json"))
    return begin(task, command)


def begin(task: Task, command: Command) -> Work:
    """Begin a piece of work on a task that is at hand."""
    # Containers' clocks differ a little: what happens to a task never happens before what has happened to it.
    return Work(task, task, replace(command, now=max(command.now, task.updated_at)))
