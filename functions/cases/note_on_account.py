"""Note on the account what happens to its cases."""

from crm.cases import chronicle, grants
from crm.cases.events import CaseEscalated, CaseOpened, CaseReopened, CaseResolved
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.customers import grants as customers


@on_event(CaseOpened, CaseResolved, CaseReopened, CaseEscalated, uses=[grants.FIND, customers.NOTE])
def handler(event: Received[CaseOpened | CaseResolved | CaseReopened | CaseEscalated], command: Command) -> None:
    """Note in an account's timeline that a case of theirs was opened, resolved, reopened or escalated."""
    chronicle.note(event, command)
