"""Find a person for a case."""

from crm.cases import dispatch, grants
from crm.cases.events import CaseOpened, CaseReopened, CaseTransferred
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event


@on_event(CaseOpened, CaseReopened, CaseTransferred, uses=[grants.ROUTE], timeout_seconds=29)
def handler(event: Received[CaseOpened | CaseReopened | CaseTransferred], command: Command) -> None:
    """Find a person for a case that was opened, reopened or put into a queue."""
    dispatch.route(event.aggregate_id, command.unkeyed())
