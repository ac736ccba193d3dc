"""Change a colleague's record."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.directory import grants, service
from crm.directory.requests import EditUser
from crm.directory.service import ReportingLoopError, UnknownColleagueError
from crm.directory.views import UserView


@endpoint(
    "PATCH /users/{user_id}",
    access=staff(ADMIN),
    uses=[grants.CHANGE, grants.REINDEX],
    errors=[AlreadyExistsError, UnknownColleagueError, ReportingLoopError],
    versioned=True,
)
def handler(user_id: str, body: EditUser, command: Command) -> UserView:
    """Change members of a colleague's record.

    Deactivating somebody ends their access within `CACHE_SECONDS`, whatever their token says.
    """
    return service.edit_user(user_id, body, command)
