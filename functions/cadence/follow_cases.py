"""Hear of accounts through their cases."""

from crm.cadence import grants, talks
from crm.cases.events import CaseOpened
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event


@on_event(CaseOpened, uses=[grants.HEAR])
def handler(event: Received[CaseOpened], command: Command) -> None:
    """Note that an account is not quiet when it opens a case."""
    if event.data.account_id is not None:
        talks.heard(event.data.account_id, CaseOpened.__name__, event.aggregate_id, event.occurred_at, command)
