"""Give a card back."""

from crm.cards import grants, handling
from crm.cards.requests import DeclineCard
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE, NotYourCardError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards/{card_id}/decline",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourCardError, CardWrongStatusError],
)
def handler(card_id: str, body: DeclineCard, command: Command) -> CardView:
    """Give a card back that asks something of you, and say why: it waits for who asked for it."""
    return handling.decline(card_id, body, command)
