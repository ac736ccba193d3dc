"""Show a card."""

from crm.cards import grants, reading
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "GET /collab-cards/{card_id}",
    access=PEOPLE,
    uses=[grants.SHOW],
)
def handler(card_id: str, command: Command) -> CardView:
    """Show a card with its context, and its account as it stands now."""
    return reading.show(card_id, command)
