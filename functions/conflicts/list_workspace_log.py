"""Show the log of a workspace."""

from crm.conflicts import grants, reading
from crm.conflicts.views import FollowerHistory
from crm.conflicts.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /workspaces/{workspace_id}/log", access=PEOPLE, uses=[grants.LOOK_IN, grants.HISTORY])
def handler(
    workspace_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> FollowerHistory:
    """Show what was written down in a workspace, and who came and went, newest first."""
    return reading.log(workspace_id, command, limit, cursor)
