"""Approving what is asked about sensitive accounts."""

from crm.cards import giving, intake, repository, transitions, visibility
from crm.cards.desk import Work, begin
from crm.cards.events import CardApproved, CardOpened, CardRejected
from crm.cards.evolution import asked_now
from crm.cards.repository import lists
from crm.cards.requests import RejectCard
from crm.cards.views import ApprovalPage, ApprovalRow, CardRow, CardView
from crm.core import paging
from crm.core.command import Command
from crm.core.errors import ConflictError, NotFoundError


class NotYourApprovalError(ConflictError):
    """It is somebody else's to decide: nobody approves what they asked for themselves."""

    code = "not_your_approval"


def waiting(command: Command, limit: int, cursor: str | None) -> ApprovalPage:
    """Return a page of what waits for the caller's decision, or for that of anybody with a role of theirs."""
    caller = command.caller
    keys = [f"user:{caller.id}", *(f"role:{each}" for each in sorted(caller.roles))]
    listing = f"cards:approvals:{caller.id}"
    rows, end = lists.waiting_for(keys, limit, paging.unseal(listing, cursor))
    items = [
        ApprovalRow(approval_id=intake.approval_of(each.card_id), card=CardRow.of(each, command.now))
        for each in rows
        if each.requester_id != caller.id
    ]
    return ApprovalPage(items=items, next_cursor=None if end is None else paging.seal(listing, end))


def approve(approval_id: str, command: Command) -> CardView:
    """Let a card onto the board; what was expected by a time that is over is expected by policy from now on."""
    work = _take_up(approval_id, command)
    card = work.card
    transitions.after("approve", card.status)
    changed = giving.anew(card, card.meant_for or card.assignee_id, card.expected_at, work.command.now)
    work.happened(CardApproved(decided_by=command.caller.id))
    work.happened(CardOpened(**asked_now(card) | changed))
    return work.commit()


def reject(approval_id: str, body: RejectCard, command: Command) -> CardView:
    """Keep a card off the board."""
    work = _take_up(approval_id, command)
    work.happened(CardRejected(decided_by=command.caller.id, reason=body.reason))
    return work.commit()


def _take_up(approval_id: str, command: Command) -> Work:
    card = repository.cards.find(intake.card_of(approval_id))
    if card is None or card.approval is None or not visibility.visible(card, command.caller):
        raise NotFoundError("approval", approval_id)
    if not visibility.decides(card, command.caller):
        raise NotYourApprovalError(approver_id=card.approval.approver_id, role=card.approval.role)
    command.require_version(card.version, CardView.of(card, command.now).model_dump(mode="json"))
    return begin(card, command)
