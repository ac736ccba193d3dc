"""Let somebody share a workspace."""

from crm.conflicts import grants, workspaces
from crm.conflicts.requests import AddMember
from crm.conflicts.views import WorkspaceView
from crm.conflicts.visibility import PEOPLE
from crm.conflicts.workspaces import WorkspaceClosedError, WorkspaceFullError, WorkspacePersonError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /workspaces/{workspace_id}/members",
    status=201,
    access=PEOPLE,
    uses=[grants.SHARE],
    errors=[WorkspaceClosedError, WorkspaceFullError, WorkspacePersonError],
)
def handler(workspace_id: str, body: AddMember, command: Command) -> WorkspaceView:
    """Let somebody share a workspace that you may look into."""
    return workspaces.add_member(workspace_id, body, command)
