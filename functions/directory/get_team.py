"""Show a team."""

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.directory import grants, repository
from crm.directory.views import TeamView


@endpoint("GET /teams/{team_id}", access=staff(*EVERYONE), uses=[grants.READ])
def handler(team_id: str) -> TeamView:
    """Show a team."""
    return TeamView.of(repository.teams.get(team_id))
