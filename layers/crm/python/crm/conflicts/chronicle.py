"""What happens among the followers of an account, noted in the account's timeline."""

from crm.conflicts import notices
from crm.conflicts.events import AccountUnlisted, AccountWhitelisted, ConflictClosed, ConflictOpened, ConflictResolved
from crm.core.command import Command
from crm.core.events import Received
from crm.customers.events import AccountActivityNoted
from crm.customers.service import note_on_account

Noted = ConflictOpened | ConflictResolved | ConflictClosed | AccountWhitelisted | AccountUnlisted


def note(event: Received[Noted], command: Command) -> None:
    """Note an event on the account it is about."""
    data = event.data
    entry = AccountActivityNoted(
        kind=type(data).__name__, subject_id=event.aggregate_id, title=_title(data), occurred_at=event.occurred_at
    )
    note_on_account(data.account_id, entry, command)


def _title(data: Noted) -> str:
    """Return what it comes to: names and reasons, as the kind says the rest."""
    if isinstance(data, ConflictOpened):
        return ", ".join(str(each) for each in notices.names_of(each.user_id for each in data.participants))
    if isinstance(data, ConflictResolved):
        return str(notices.names_of([data.primary_owner_id])[0])
    if isinstance(data, ConflictClosed):
        return data.outcome
    return data.reason if isinstance(data, AccountWhitelisted) else ""
