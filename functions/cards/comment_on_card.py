"""Say something about a card."""

from crm.cards import grants, talk
from crm.cards.requests import CommentOnCard
from crm.cards.talk import CardMentionUnknownError
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards/{card_id}/comments",
    status=201,
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[CardMentionUnknownError],
)
def handler(card_id: str, body: CommentOnCard, command: Command) -> CardView:
    """Say something about a card.

    `@` before a colleague's id mentions them: they are told, follow the card and may read it from then on.
    """
    return talk.comment(card_id, body, command)
