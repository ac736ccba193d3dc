"""Tell how far a card is."""

from crm.cards import grants, handling
from crm.cards.requests import TellProgress
from crm.cards.transitions import CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE, NotYourCardError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards/{card_id}/progress",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYourCardError, CardWrongStatusError],
)
def handler(card_id: str, body: TellProgress, command: Command) -> CardView:
    """Tell how far you are; who asked for it is told, in the conversation where they did."""
    return handling.progress(card_id, body, command)
