"""Close a workspace."""

from crm.conflicts import grants, workspaces
from crm.conflicts.requests import CloseWorkspace
from crm.conflicts.views import WorkspaceView
from crm.conflicts.visibility import PEOPLE
from crm.conflicts.workspaces import WorkspaceClosedError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /workspaces/{workspace_id}/close",
    access=PEOPLE,
    uses=[grants.LEAVE],
    errors=[WorkspaceClosedError],
)
def handler(workspace_id: str, body: CloseWorkspace, command: Command) -> WorkspaceView:
    """Close a workspace: what it holds can still be read, and its customer may have another."""
    return workspaces.close(workspace_id, body, command)
