"""Change a team."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.directory import grants, service
from crm.directory.requests import EditTeam
from crm.directory.service import UnknownColleagueError
from crm.directory.views import TeamView


@endpoint(
    "PATCH /teams/{team_id}",
    access=staff(ADMIN),
    uses=[grants.CHANGE],
    errors=[UnknownColleagueError],
    versioned=True,
)
def handler(team_id: str, body: EditTeam, command: Command) -> TeamView:
    """Change members of a team's record."""
    return service.edit_team(team_id, body, command)
