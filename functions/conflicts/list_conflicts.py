"""List conflicts among those who follow customers."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.conflicts import grants, reading
from crm.conflicts.reading import ConflictAccountMissingError
from crm.conflicts.views import ConflictPage
from crm.conflicts.visibility import PEOPLE
from crm.conflicts.vocabulary import Listed
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /conflicts", access=PEOPLE, uses=[grants.LIST], errors=[NotFoundError, ConflictAccountMissingError])
def handler(
    command: Command,
    account: Annotated[str | None, Query(min_length=2, max_length=64, description="Whose followers.")] = None,
    status: Listed | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> ConflictPage:
    """List the conflicts among those who follow a customer: the open one first, then the newest.

    Each with who took part, why it was raised, and what was decided by whom. Without `account`, the open ones of all
    customers, those that wait longest first.
    """
    if account is None:
        return reading.waiting(status, command, limit, cursor)
    return reading.conflicts_of(account, status, command, limit, cursor)
