"""Begin with a card."""

from crm.cards import grants, handling
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE, NotYourCardError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards/{card_id}/start",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourCardError, CardWrongStatusError],
)
def handler(card_id: str, command: Command) -> CardView:
    """Begin with a card that asks something of you."""
    return handling.start(card_id, command)
