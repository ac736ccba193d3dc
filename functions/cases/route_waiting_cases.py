"""Look again at the cases that wait."""

from crm.cases import dispatch, grants
from crm.core.command import Command
from crm.core.events import Received
from crm.core.grants import index
from crm.core.triggers import on_event
from crm.directory.events import UserBecameAvailable


@on_event(UserBecameAvailable, uses=[grants.ROUTE, index("cases", "worklist")], timeout_seconds=60)
def handler(event: Received[UserBecameAvailable], command: Command) -> None:
    """Look again at the cases that wait in the queues of a colleague who became available."""
    dispatch.route_waiting(event.aggregate_id, command.unkeyed())
