"""Let somebody share a workspace no more."""

from crm.conflicts import grants, workspaces
from crm.conflicts.visibility import PEOPLE
from crm.conflicts.workspaces import WorkspaceClosedError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "DELETE /workspaces/{workspace_id}/members/{user_id}",
    status=204,
    access=PEOPLE,
    uses=[grants.LEAVE],
    errors=[WorkspaceClosedError],
)
def handler(workspace_id: str, user_id: str, command: Command) -> None:
    """Let somebody, or yourself, share a workspace no more."""
    workspaces.remove_member(workspace_id, user_id, command)
