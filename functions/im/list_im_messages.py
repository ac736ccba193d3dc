"""List what arrived from IM."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.access import ADMIN, SUPERVISOR, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.im import grants, repository
from crm.im.instruction import Outcome
from crm.im.views import ImMessagePage, ImMessageView


@endpoint(
    "GET /im/connections/{connection_id}/messages", access=staff(SUPERVISOR, ADMIN), uses=[grants.READ, grants.LIST]
)
def handler(
    connection_id: str,
    outcome: Annotated[Outcome, Query(description="What came of them.")] = "refused",
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> ImMessagePage:
    """List what arrived through a connection and came to the same end, the newest first; else what was refused."""
    repository.connections.get(connection_id)
    listing = f"{outcome}:{connection_id}"
    found, after = repository.page(repository.arrivals, listing, limit, cursor, forward=False)
    return ImMessagePage(items=[ImMessageView.of(each) for each in found], next_cursor=after)
