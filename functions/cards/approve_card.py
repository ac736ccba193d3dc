"""Approve a card."""

from crm.cards import approvals, grants
from crm.cards.approvals import NotYourApprovalError
from crm.cards.people import CardAssigneeUnknownError
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /approvals/{approval_id}/approve",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourApprovalError, CardAssigneeUnknownError, CardWrongStatusError],
)
def handler(approval_id: str, command: Command) -> CardView:
    """Let a card about a sensitive account onto the board: only now its assignee learns of it."""
    return approvals.approve(approval_id, command)
