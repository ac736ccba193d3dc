"""Show a workspace."""

from crm.conflicts import grants, reading
from crm.conflicts.views import FollowerEntry, WorkspaceView
from crm.conflicts.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.paging import DEFAULT_LIMIT
from crm.tasks import grants as of_tasks
from crm.tasks import reading as tasks
from crm.tasks.views import TaskRow


class WorkspaceTable(WorkspaceView):
    """A workspace with the newest of its log, and the customer's open tasks that are due first."""

    log: list[FollowerEntry]
    tasks: list[TaskRow]


@endpoint(
    "GET /workspaces/{workspace_id}",
    access=PEOPLE,
    uses=[grants.LOOK_IN, grants.HISTORY, of_tasks.OF_ACCOUNT],
)
def handler(workspace_id: str, command: Command) -> WorkspaceTable:
    """Show a workspace: its members, the newest of its log, its links, and the customer's open tasks of all teams.

    What a task is about is masked where it is not for you.
    """
    workspace = reading.workspace(workspace_id, command)
    log = reading.log(workspace_id, command, reading.SHOWN_OF_LOG, None)
    open_tasks = tasks.of_account(workspace.account_id, command, DEFAULT_LIMIT, None)
    return WorkspaceTable(**workspace.model_dump(), log=log.items, tasks=open_tasks.items)
