"""Note on the account what happens to it on weekly lists."""

from crm.cadence import chronicle
from crm.cadence.events import CadenceItemDone, CadenceItemPublished
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.customers import grants as customers


@on_event(CadenceItemPublished, CadenceItemDone, uses=[customers.NOTE])
def handler(event: Received[CadenceItemPublished | CadenceItemDone], command: Command) -> None:
    """Note in an account's timeline that it is to be spoken to this week, and that it was."""
    chronicle.note(event, command)
