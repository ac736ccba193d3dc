"""Who is told what: messages as a pure function of what happened to a task.

Whether, when and how they leave is the gate's to decide. A colleague is not told of what they do themselves, nor the
machine of what becomes of the tasks it gave.
"""

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import JsonValue

from crm.core.access import SYSTEM
from crm.core.events import Event
from crm.core.messages import Channel, MessageRequested
from crm.tasks import events as ev
from crm.tasks.task import Task

EXCERPT = 200
"""How much of a text a notice quotes."""

PUSH = "task_assigned"
"""The notice that pushes a task to its assignee."""

Facts = dict[str, JsonValue]


def notices(event: Event, before: Task | None, after: Task, actor_id: str | None) -> list[MessageRequested]:
    """Return the messages that an event calls for."""
    tell = _TOLD.get(type(event))
    if after.stands_for_card and not isinstance(event, ev.TaskCommented | ev.TaskRescheduled):
        return []  # the card tells of it
    called_for = [] if tell is None else tell(event, before, after)
    others = [each for each in called_for if each.to not in {actor_id, SYSTEM.id}]
    if actor_id is None:
        return others
    return [each.model_copy(update={"facts": {**each.facts, "by": actor_id}}) for each in others]


def _all(
    to: Iterable[str | None], template: str, task: Task, facts: Facts | None = None, *, receipt: Channel | None = None
) -> list[MessageRequested]:
    common: Facts = {"task_id": task.id, "title": task.title, "due_at": task.due_at.isoformat()}
    named = dict.fromkeys(each for each in to if each is not None)
    return [
        MessageRequested(
            to=each,
            template=template,
            subject_id=task.id,
            facts=common | (facts or {}),
            urgent=task.priority == "urgent",
            receipt=receipt,
        )
        for each in named
    ]


def _given(task: Task) -> list[MessageRequested]:
    if task.source == "case_escalation":
        return []  # they were told that the case was escalated to them
    facts: Facts = {"expected_result": task.expected_result[:EXCERPT], "meant_for": task.meant_for}
    return _all((task.assignee_id,), PUSH, task, facts, receipt="in_app")


def _created(_event: ev.TaskCreated, _before: Task | None, task: Task) -> list[MessageRequested]:
    return [] if task.source == "cadence" else _given(task)  # the weekly list reminds of it, and not too often a day


def _rejected(event: ev.TaskRejected, _before: Task | None, task: Task) -> list[MessageRequested]:
    facts: Facts = {"reason": event.reason, "assignee": task.assignee_id}
    return _all((event.returned_to,), "task_rejected", task, facts)


def _completed(event: ev.TaskCompleted, _before: Task | None, task: Task) -> list[MessageRequested]:
    if task.source in {"case_escalation", "cadence"}:
        return []
    facts: Facts = {"result": event.result[:EXCERPT], "assignee": task.assignee_id}
    return _all((task.creator_id, task.assignee_id, *task.watchers), "task_done", task, facts)


def _cancelled(event: ev.TaskCancelled, _before: Task | None, task: Task) -> list[MessageRequested]:
    if task.source == "case_escalation":
        return []
    return _all((task.assignee_id,), "task_withdrawn", task, {"reason": event.reason})


def _reassigned(event: ev.TaskReassigned, before: Task | None, task: Task) -> list[MessageRequested]:
    was = before.assignee_id if before is not None and before.is_open else None
    facts: Facts = {"reason": event.reason}
    return [*_given(task), *_all((each for each in (was,) if each != task.assignee_id), "task_withdrawn", task, facts)]


def _rescheduled(event: ev.TaskRescheduled, _before: Task | None, task: Task) -> list[MessageRequested]:
    return _all((task.assignee_id, task.creator_id), "task_moved", task, {"reason": event.reason})


def _commented(event: ev.TaskCommented, _before: Task | None, task: Task) -> list[MessageRequested]:
    return _all(event.mentions, "task_mention", task, {"excerpt": event.body[:EXCERPT]})


def _reminded(event: ev.TaskReminded, _before: Task | None, task: Task) -> list[MessageRequested]:
    return _all(event.told, "task_reminder", task)


def _overdue(event: ev.TaskOverdue, _before: Task | None, task: Task) -> list[MessageRequested]:
    if task.source == "cadence":
        return []
    return _all(event.told, "task_overdue", task, {"assignee": task.assignee_id})


_TOLD: dict[type[Event], Callable[[Any, Task | None, Task], list[MessageRequested]]] = {
    ev.TaskCreated: _created,
    ev.TaskRejected: _rejected,
    ev.TaskCompleted: _completed,
    ev.TaskCancelled: _cancelled,
    ev.TaskReassigned: _reassigned,
    ev.TaskRescheduled: _rescheduled,
    ev.TaskCommented: _commented,
    ev.TaskReminded: _reminded,
    ev.TaskOverdue: _overdue,
}
