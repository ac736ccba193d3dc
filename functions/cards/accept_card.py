"""Take a card on."""

from crm.cards import grants, handling
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE, NotYourCardError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards/{card_id}/accept",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourCardError, CardWrongStatusError],
)
def handler(card_id: str, command: Command) -> CardView:
    """Take a card on that asks something of you."""
    return handling.accept(card_id, command)
