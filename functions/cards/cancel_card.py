"""Call a card off."""

from crm.cards import grants, handling
from crm.cards.requests import CancelCard
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE, NotYourCardError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards/{card_id}/cancel",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourCardError, CardWrongStatusError],
)
def handler(card_id: str, body: CancelCard, command: Command) -> CardView:
    """Call a card off that you asked for, or that somebody has who reports to you."""
    return handling.cancel(card_id, body, command)
