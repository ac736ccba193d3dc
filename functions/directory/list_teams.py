"""List the teams."""

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.grants import index
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.directory import repository
from crm.directory.views import TeamPage, TeamView


@endpoint("GET /teams", access=staff(*EVERYONE), uses=[index("directory", "by_list")])
def handler(limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> TeamPage:
    """List the teams by name."""
    teams, after = repository.list_teams(limit, cursor)
    return TeamPage(items=[TeamView.of(team) for team in teams], next_cursor=after)
