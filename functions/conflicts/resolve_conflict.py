"""Decide a conflict."""

from crm.conflicts import grants, resolving
from crm.conflicts.requests import ResolveConflict
from crm.conflicts.resolving import ConflictOverError, ConflictPersonError, MeetingOutOfReachError
from crm.conflicts.views import ConflictView
from crm.conflicts.visibility import PEOPLE, NotYoursToDecideError
from crm.conflicts.workspaces import WorkspaceFullError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /conflicts/{conflict_id}/resolve",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[
        NotYoursToDecideError,
        ConflictOverError,
        ConflictPersonError,
        MeetingOutOfReachError,
        WorkspaceFullError,
    ],
)
def handler(conflict_id: str, body: ResolveConflict, command: Command) -> ConflictView:
    """Name the primary owner of a customer that several follow, or plan the meeting that is to name one.

    A primary owner resolves the conflict and makes the next version of the customer's responsibility table. A meeting
    alone leaves it open: when it is over, whoever called it is asked for its outcome.
    """
    return resolving.resolve(conflict_id, body, command)
