"""Set up a team."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.directory import grants, service
from crm.directory.requests import CreateTeam
from crm.directory.service import UnknownColleagueError
from crm.directory.views import TeamView


@endpoint(
    "POST /teams",
    status=201,
    access=staff(ADMIN),
    uses=[grants.CHANGE],
    errors=[AlreadyExistsError, UnknownColleagueError],
)
def handler(body: CreateTeam, command: Command) -> TeamView:
    """Set up a team with its shift leader and its manager."""
    return service.create_team(body, command)
