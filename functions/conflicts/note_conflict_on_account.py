"""Note on the account what happens among those who follow it."""

from crm.conflicts import chronicle
from crm.conflicts.events import AccountUnlisted, AccountWhitelisted, ConflictClosed, ConflictOpened, ConflictResolved
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.customers import grants as customers
from crm.directory import grants as directory


@on_event(
    ConflictOpened,
    ConflictResolved,
    ConflictClosed,
    AccountWhitelisted,
    AccountUnlisted,
    uses=[customers.NOTE, directory.READ],
)
def handler(event: Received[chronicle.Noted], command: Command) -> None:
    """Note in an account's timeline that a conflict was raised or is over, and that many may follow it or no more."""
    chronicle.note(event, command)
