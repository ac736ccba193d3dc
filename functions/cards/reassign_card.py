"""Let somebody else do what a card asks."""

from crm.cards import grants, handling
from crm.cards.giving import ExpectedOutOfReachError
from crm.cards.people import CardAssigneeUnknownError
from crm.cards.requests import ReassignCard
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE, NotYourCardError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards/{card_id}/reassign",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourCardError, CardAssigneeUnknownError, ExpectedOutOfReachError, CardWrongStatusError],
)
def handler(card_id: str, body: ReassignCard, command: Command) -> CardView:
    """Let somebody else do what you asked for, or what somebody has who reports to you."""
    return handling.reassign(card_id, body, command)
