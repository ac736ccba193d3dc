"""Which action is possible in which status, and where it leads: the one table of a card's life."""

from typing import Literal

from crm.cards.vocabulary import Status
from crm.core.errors import ConflictError

Action = Literal["approve", "reject", "accept", "start", "progress", "complete", "decline", "reassign", "cancel"]


class CardWrongStatusError(ConflictError):
    """The card's status does not allow the action; `possible` lists what it does allow."""

    code = "card_wrong_status"


OPEN: tuple[Status, ...] = ("open", "accepted", "in_progress")
"""Statuses in which the card waits for its assignee."""

TRANSITIONS: dict[Action, dict[Status, Status]] = {
    "approve": {"pending_approval": "open"},
    "reject": {"pending_approval": "rejected"},
    "accept": {"open": "accepted"},
    "start": {"open": "in_progress", "accepted": "in_progress"},
    # Who tells how far they are has begun.
    "progress": dict.fromkeys(OPEN, "in_progress"),
    "complete": dict.fromkeys(OPEN, "done"),
    # Who has begun and cannot go on gives it back as well.
    "decline": dict.fromkeys(OPEN, "declined"),
    "reassign": dict.fromkeys((*OPEN, "declined"), "open"),
    "cancel": dict.fromkeys(("pending_approval", *OPEN, "declined"), "cancelled"),
}
"""Action → status before → status after. What is not listed is refused."""


def allows(action: Action, status: Status) -> bool:
    """Say whether a status allows an action."""
    return status in TRANSITIONS[action]


def after(action: Action, status: Status) -> Status:
    """Return the status that `action` leads to; raise `CardWrongStatusError` where it is not possible."""
    following = TRANSITIONS[action].get(status)
    if following is None:
        raise CardWrongStatusError(action=action, status=status, possible=possible(status))
    return following


def possible(status: Status) -> list[Action]:
    """Return the actions that a status allows."""
    return [action for action, table in TRANSITIONS.items() if status in table]
