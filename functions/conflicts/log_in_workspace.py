"""Write something down in a workspace."""

from crm.conflicts import grants, workspaces
from crm.conflicts.requests import LogInWorkspace
from crm.conflicts.views import WorkspaceView
from crm.conflicts.visibility import PEOPLE
from crm.conflicts.workspaces import WorkspaceClosedError, WorkspaceFullError, WorkspacePersonError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /workspaces/{workspace_id}/log",
    status=201,
    access=PEOPLE,
    uses=[grants.SHARE],
    errors=[WorkspaceClosedError, WorkspaceFullError, WorkspacePersonError],
)
def handler(workspace_id: str, body: LogInWorkspace, command: Command) -> WorkspaceView:
    """Write something down in a workspace, with links.

    `@` before a colleague's id mentions them: they are told, and share the workspace from then on.
    """
    return workspaces.log(workspace_id, body, command)
