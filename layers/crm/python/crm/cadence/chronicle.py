"""What happens to items of weekly lists, noted in their accounts' timelines."""

from crm.cadence.events import CadenceItemDone, CadenceItemPublished
from crm.core.command import Command
from crm.core.events import Received
from crm.customers.events import AccountActivityNoted
from crm.customers.service import note_on_account


def note(event: Received[CadenceItemPublished | CadenceItemDone], command: Command) -> None:
    """Note on an account that it is to be spoken to this week, or that it was."""
    data = event.data
    entry = AccountActivityNoted(
        kind=type(data).__name__, subject_id=data.item_id, title=data.title, occurred_at=event.occurred_at
    )
    note_on_account(data.account_id, entry, command)
