"""Show a workspace."""

from crm.conflicts import grants, reading
from crm.conflicts.views import FollowerHistory, WorkspaceView
from crm.conflicts.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.paging import DEFAULT_LIMIT
from crm.tasks import grants as of_tasks
from crm.tasks import reading as tasks
from crm.tasks.views import TaskPage


class WorkspaceTable(WorkspaceView):
    """A workspace with the first page of its log, and of the customer's open tasks."""

    log: FollowerHistory
    tasks: TaskPage


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
    return WorkspaceTable(**workspace.model_dump(), log=log, tasks=open_tasks)
