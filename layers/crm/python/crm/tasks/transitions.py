"""Which action is possible in which status, and where it leads: the one table of a task's life."""

from typing import Literal

from crm.core.errors import ConflictError
from crm.tasks.vocabulary import Status

Action = Literal["accept", "reject", "start", "complete", "cancel", "reassign", "reschedule", "add_subtask"]


class TaskWrongStatusError(ConflictError):
    """The task's status does not allow the action; `possible` lists what it does allow."""

    code = "task_wrong_status"


OPEN: tuple[Status, ...] = ("assigned", "accepted", "in_progress")
"""Statuses in which the task waits for its assignee."""

TRANSITIONS: dict[Action, dict[Status, Status]] = {
    "accept": {"assigned": "accepted"},
    # Who has begun and cannot go on gives it back as well.
    "reject": dict.fromkeys(OPEN, "rejected"),
    "start": {"assigned": "in_progress", "accepted": "in_progress"},
    # Doing it is accepting it: nobody is asked to press three buttons for a telephone call.
    "complete": dict.fromkeys(OPEN, "done"),
    "cancel": dict.fromkeys((*OPEN, "rejected"), "cancelled"),
    "reassign": dict.fromkeys((*OPEN, "rejected"), "assigned"),
    "reschedule": {status: status for status in OPEN},
    "add_subtask": {status: status for status in OPEN},
}
"""Action → status before → status after. What is not listed is refused."""


def allows(action: Action, status: Status) -> bool:
    """Say whether a status allows an action."""
    return status in TRANSITIONS[action]


def after(action: Action, status: Status) -> Status:
    """Return the status that `action` leads to; raise `TaskWrongStatusError` where it is not possible."""
    following = TRANSITIONS[action].get(status)
    if following is None:
        raise TaskWrongStatusError(action=action, status=status, possible=possible(status))
    return following


def possible(status: Status) -> list[Action]:
    """Return the actions that a status allows."""
    return [action for action, table in TRANSITIONS.items() if status in table]
