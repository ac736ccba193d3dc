"""Do not approve a card."""

from crm.cards import approvals, grants
from crm.cards.approvals import NotYourApprovalError
from crm.cards.requests import RejectCard
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /approvals/{approval_id}/reject",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourApprovalError, CardWrongStatusError],
)
def handler(approval_id: str, body: RejectCard, command: Command) -> CardView:
    """Keep a card about a sensitive account off the board, and say why: who asked for it is told."""
    return approvals.reject(approval_id, body, command)
