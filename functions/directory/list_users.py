"""List or search colleagues."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.directory import grants, repository
from crm.directory.views import UserPage, UserView


@endpoint("GET /users", access=staff(*EVERYONE), uses=[grants.LIST, grants.SEARCH])
def handler(
    search: Annotated[str | None, Query(min_length=1, max_length=120)] = None,
    team_id: Annotated[str | None, Query(max_length=64)] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> UserPage:
    """List colleagues by name, or search them.

    `search` finds the beginning of a name, an e-mail address or a phone number, whatever the case and the
    width of the characters; without it, `team_id` narrows the list to a team's active members.
    """
    if search:
        users, after = repository.users.search(search, limit, cursor)
    else:
        users, after = repository.list_users(team_id, limit, cursor)
    return UserPage(items=[UserView.of(user) for user in users], next_cursor=after)
