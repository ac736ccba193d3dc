"""Open a workspace for those who follow a customer."""

from crm.conflicts import grants, workspaces
from crm.conflicts.requests import OpenWorkspace
from crm.conflicts.views import WorkspaceView
from crm.conflicts.visibility import PEOPLE, NotYoursToDecideError
from crm.conflicts.workspaces import WorkspaceFullError, WorkspacePersonError
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError, NotFoundError


@endpoint(
    "POST /workspaces",
    status=201,
    access=PEOPLE,
    uses=[grants.SHARE],
    errors=[NotFoundError, AlreadyExistsError, NotYoursToDecideError, WorkspaceFullError, WorkspacePersonError],
)
def handler(body: OpenWorkspace, command: Command) -> WorkspaceView:
    """Open the workspace of a customer, for you and those who follow it unless members are named.

    One is open for a customer at a time. Followers, who answers for the customer, and supervisors may open it.
    """
    return workspaces.open_(body, command)
