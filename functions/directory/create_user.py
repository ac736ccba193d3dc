"""Add a colleague."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.directory import grants, service
from crm.directory.requests import CreateUser
from crm.directory.service import ReportingLoopError, UnknownColleagueError
from crm.directory.views import UserView


@endpoint(
    "POST /users",
    status=201,
    access=staff(ADMIN),
    uses=[grants.CHANGE],
    errors=[AlreadyExistsError, UnknownColleagueError, ReportingLoopError],
)
def handler(body: CreateUser, command: Command) -> UserView:
    """Add a colleague.

    Their sign-in is set up at once; the roles become groups of the user pool.
    """
    return service.create_user(body, command)
