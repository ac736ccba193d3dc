"""List workspaces."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.conflicts import grants, reading
from crm.conflicts.views import WorkspacePage
from crm.conflicts.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /workspaces", access=PEOPLE, uses=[grants.OF_MEMBER], errors=[NotFoundError])
def handler(
    command: Command,
    account: Annotated[str | None, Query(min_length=2, max_length=64, description="That of a customer.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> WorkspacePage:
    """List the open workspaces that you are a member of, newest first, or that of a customer if you may look in."""
    if account is not None:
        return reading.workspace_of(account, command)
    return reading.my_workspaces(command, limit, cursor)
