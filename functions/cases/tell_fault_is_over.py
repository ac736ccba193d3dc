"""Tell everybody whose case came from a fault that it is over."""

from crm.cases import faults, grants
from crm.cases.events import CaseClosed, CaseResolved, FaultSpread
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event

Over = CaseResolved | CaseClosed | FaultSpread


@on_event(CaseResolved, CaseClosed, FaultSpread, uses=[grants.SPREAD], timeout_seconds=29)
def handler(event: Received[Over], command: Command) -> None:
    """Tell the next customers and agents of cases that came from a fault that it is over; the rest follow."""
    after = None
    if isinstance(event.data, FaultSpread):
        if event.data.next_case_id is None:
            return
        after = event.data.next_case_id
    faults.spread(event.aggregate_id, command, after)
