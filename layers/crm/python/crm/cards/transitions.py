"""Which action is possible in which state, and where it leads: the one table of a card's life."""

from typing import Literal

from crm.cards.vocabulary import State
from crm.core.errors import ConflictError

Action = Literal["approve", "reject", "accept", "start", "progress", "complete", "decline", "reassign", "cancel"]


class CardWrongStateError(ConflictError):
    """The card's state does not allow the action; `possible` lists what it does allow."""

    code = "card_wrong_state"


OPEN: tuple[State, ...] = ("open", "accepted", "in_progress")
"""States in which the card waits for its assignee."""

TRANSITIONS: dict[Action, dict[State, State]] = {
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
"""Action → state before → state after. What is not listed is refused."""


def allows(action: Action, state: State) -> bool:
    """Say whether a state allows an action."""
    return state in TRANSITIONS[action]


def after(action: Action, state: State) -> State:
    """Return the state that `action` leads to; raise `CardWrongStateError` where it is not possible."""
    following = TRANSITIONS[action].get(state)
    if following is None:
        raise CardWrongStateError(action=action, state=state, possible=possible(state))
    return following


def possible(state: State) -> list[Action]:
    """Return the actions that a state allows."""
    return [action for action, table in TRANSITIONS.items() if state in table]
