"""Finish a card."""

from crm.cards import grants, handling
from crm.cards.requests import CompleteCard
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE, NotYourCardError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards/{card_id}/complete",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourCardError, CardWrongStatusError],
)
def handler(card_id: str, body: CompleteCard, command: Command) -> CardView:
    """Finish a card with its result. The conversation that it comes from is told so."""
    return handling.complete(card_id, body, command)
