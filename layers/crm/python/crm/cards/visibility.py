"""Who may see a card, and who may change it."""

from crm.cards import people
from crm.cards.card import Card
from crm.cards.settings.policy import CardPolicy
from crm.cards.views import CardSummary
from crm.core import settings
from crm.core.access import ADMIN, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.errors import ConflictError, NotAllowedError, NotFoundError
from crm.directory import lines

PEOPLE = staff(*people.ROLES)
"""Everybody who can ask for something and be asked."""


class NotYourCardError(ConflictError):
    """Only those whose card it is may do this: the assignee, who asked for it, and who is above the assignee."""

    code = "not_your_card"


class BoardNotYoursError(NotAllowedError):
    """Boards of other teams and of the whole company are for those who supervise."""

    code = "board_not_yours"


def supervises(caller: Caller) -> bool:
    """Say whether the caller sees what all teams ask of each other."""
    return caller.kind == "system" or caller.has(SUPERVISOR, QA_SUPERVISOR, ADMIN)


def visible(card: Card | CardSummary, caller: Caller) -> bool:
    """Say whether the caller may see a card.

    What waits for approval, or did not get it, see only those who asked for it and those who decide. What is on the
    board see those who have to do with it, those above its assignee, those who supervise, and colleagues of the
    assignee's team, if the policy lets them.
    """
    if caller.kind == "system" or caller.id == card.requester_id:
        return True
    if not card.on_the_board:
        return isinstance(card, Card) and decides(card, caller)
    if caller.id in _party(card) or supervises(caller):
        return True
    shared = settings.current(CardPolicy).value.colleagues_see == "team"
    if shared and caller.team_id is not None and caller.team_id == card.team_id:
        return True
    return lines.leads_id(caller.id, card.assignee_id)


def _party(card: Card | CardSummary) -> set[str | None]:
    party: set[str | None] = {card.assignee_id, *card.watchers}
    return party | {card.meant_for} if isinstance(card, Card) else party


def decides(card: Card, caller: Caller) -> bool:
    """Say whether it is the caller's to approve a card: nobody approves what they asked for themselves."""
    approval = card.approval
    if approval is None or caller.id == card.requester_id:
        return False
    if approval.approver_id is None:
        return caller.has(approval.role)
    return caller.id == approval.approver_id or lines.leads_id(caller.id, approval.approver_id)


def require_visible(card: Card, caller: Caller) -> None:
    """Raise `NotFoundError` where the caller may not see the card: absent and invisible look the same."""
    if not visible(card, caller):
        raise NotFoundError("card", card.id)


def require_assignee(card: Card, caller: Caller) -> None:
    """Raise `NotYourCardError` unless the caller is to do what the card asks."""
    if caller.kind == "staff" and caller.id != card.assignee_id:
        raise NotYourCardError(assignee_id=card.assignee_id)


def require_in_charge(card: Card, caller: Caller) -> None:
    """Raise `NotYourCardError` unless the caller asked for the card, or is above its assignee."""
    if caller.kind == "system" or caller.id == card.requester_id:
        return
    if not lines.leads_id(caller.id, card.assignee_id):
        raise NotYourCardError(assignee_id=card.assignee_id)


def require_concerned(card: Card, caller: Caller) -> None:
    """Raise `NotYourCardError` unless the caller is to do it, asked for it, or is above its assignee."""
    if caller.id != card.assignee_id:
        require_in_charge(card, caller)
