"""Which action is possible in which status, and where it leads: the one table of a case's life."""

from typing import Literal

from crm.cases.vocabulary import Status
from crm.core.errors import ConflictError

Action = Literal[
    "route",
    "accept",
    "reply",
    "hear",
    "wait_customer",
    "wait_third_party",
    "stop_work",
    "resume",
    "assign",
    "queue",
    "reclassify",
    "restore",
    "plan_subtask",
    "escalate",
    "revert_escalation",
    "resolve",
    "close",
    "reopen",
]


class WrongStatusError(ConflictError):
    """The case's status does not allow the action; `possible` lists what it does allow."""

    code = "case_wrong_status"


OPEN: tuple[Status, ...] = (
    "new",
    "in_progress",
    "waiting_customer",
    "waiting_third_party",
    "stopped",
    "pending_supervisor",
)
"""Statuses in which somebody still has to do something."""

UNFINISHED: tuple[Status, ...] = (*OPEN, "resolved")
"""Statuses in which a case may be merged, take others in, or be found malicious: what is closed stays closed."""

PAUSED: tuple[Status, ...] = ("waiting_customer", "waiting_third_party", "stopped")
_WORKED_ON: tuple[Status, ...] = ("in_progress", "pending_supervisor")

TRANSITIONS: dict[Action, dict[Status, Status]] = {
    # Routing finds a person; without one the case stays new in a queue.
    "route": {"new": "in_progress"},
    "accept": {"new": "in_progress", "pending_supervisor": "in_progress", "in_progress": "in_progress"},
    # A person's public reply. Whoever was asked has not answered by our replying, so waiting goes on.
    "reply": {
        "new": "in_progress",
        "in_progress": "in_progress",
        "pending_supervisor": "in_progress",
        "waiting_customer": "waiting_customer",
        "waiting_third_party": "waiting_third_party",
        "stopped": "stopped",
        "resolved": "resolved",
    },
    # The customer writes: what we waited for from them has come; a resolved case is not resolved after all.
    "hear": {
        "new": "new",
        "in_progress": "in_progress",
        "pending_supervisor": "pending_supervisor",
        "waiting_customer": "in_progress",
        "waiting_third_party": "waiting_third_party",
        "stopped": "stopped",
        "resolved": "new",
    },
    "wait_customer": dict.fromkeys((*_WORKED_ON, "waiting_third_party", "stopped"), "waiting_customer"),
    "wait_third_party": dict.fromkeys((*_WORKED_ON, "waiting_customer", "stopped"), "waiting_third_party"),
    "stop_work": dict.fromkeys((*_WORKED_ON, "waiting_customer", "waiting_third_party"), "stopped"),
    "resume": dict.fromkeys(PAUSED, "in_progress"),
    "assign": dict.fromkeys(OPEN, "in_progress"),
    "queue": dict.fromkeys(OPEN, "new"),
    "reclassify": {status: status for status in OPEN},
    "restore": {status: status for status in OPEN},
    "plan_subtask": {status: status for status in OPEN},
    "escalate": dict.fromkeys(OPEN, "pending_supervisor"),
    "revert_escalation": dict.fromkeys(OPEN, "in_progress"),
    "resolve": dict.fromkeys((*_WORKED_ON, *PAUSED), "resolved"),
    "close": {"resolved": "closed"},
    # Whoever solved it may be away or full by now: routing finds its person anew, and prefers the old one.
    "reopen": {"resolved": "new", "closed": "new"},
}
"""Action → status before → status after. What is not listed is refused."""


def after(action: Action, status: Status) -> Status:
    """Return the status that `action` leads to; raise `WrongStatusError` where it is not possible."""
    following = TRANSITIONS[action].get(status)
    if following is None:
        raise WrongStatusError(action=action, status=status, possible=possible(status))
    return following


def possible(status: Status) -> list[Action]:
    """Return the actions that a status allows."""
    return [action for action, table in TRANSITIONS.items() if status in table]
