"""List cards."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cards import grants, reading
from crm.cards.reading import CardFiltersExclusiveError
from crm.cards.views import CardPage
from crm.cards.visibility import PEOPLE
from crm.cards.vocabulary import Status
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT

Id = Annotated[str | None, Query(min_length=2, max_length=64)]


@endpoint("GET /collab-cards", access=PEOPLE, uses=[grants.LIST], errors=[CardFiltersExclusiveError])
def handler(
    command: Command,
    account: Id = None,
    assignee: Annotated[str | None, Query(min_length=2, max_length=64, description="A colleague, or `me`.")] = None,
    requester: Annotated[str | None, Query(min_length=2, max_length=64, description="A colleague, or `me`.")] = None,
    status: Status | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CardPage:
    """List the cards about an account, of an assignee, or of who asked for them; without any of these, yours.

    Those that you may not see are left out, so a page may hold fewer than `limit`.
    """
    return reading.listed(account, assignee, requester, status, command, limit, cursor)
