"""Keep a card in step with the task that stands for it."""

from crm.cards import grants, inbox
from crm.cards.inbox import OnTask
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.tasks.events import TaskAccepted, TaskCancelled, TaskCompleted, TaskReassigned, TaskRejected, TaskStarted

Followed = TaskAccepted | TaskStarted | TaskCompleted | TaskRejected | TaskCancelled | TaskReassigned


@on_event(TaskAccepted, TaskStarted, TaskCompleted, TaskRejected, TaskCancelled, TaskReassigned, uses=[grants.CHANGE])
def handler(event: Received[Followed], command: Command) -> None:
    """Do with a card what its assignee does with its task in the inbox."""
    happened = event.data
    away = isinstance(happened, TaskReassigned) and happened.reason == "absence"
    if event.actor.kind == "staff" or away:
        inbox.follow(event.aggregate_id, _in_words_of_cards(happened), event.actor, command)


def _in_words_of_cards(happened: Followed) -> OnTask:
    if isinstance(happened, TaskCompleted):
        return OnTask("complete", happened.result)
    if isinstance(happened, TaskRejected):
        return OnTask("decline", happened.reason)
    if isinstance(happened, TaskCancelled):
        return OnTask("cancel", happened.reason)
    if isinstance(happened, TaskReassigned):
        return OnTask("reassign", happened.reason, happened.assignee_id, happened.meant_for)
    return OnTask("accept" if isinstance(happened, TaskAccepted) else "start")
