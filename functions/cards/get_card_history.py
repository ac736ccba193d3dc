"""Show what happened to a card."""

from crm.cards import grants, reading
from crm.cards.views import CardHistory
from crm.cards.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /collab-cards/{card_id}/history", access=PEOPLE, uses=[grants.READ, grants.HISTORY])
def handler(card_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> CardHistory:
    """Show what happened to a card, newest first: who did what, when, from where, why, and what came of it."""
    return reading.history(card_id, command, limit, cursor)
