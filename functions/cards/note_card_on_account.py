"""Note on the account what happens to the cards about it."""

from crm.cards import chronicle, grants
from crm.cards.events import CardCancelled, CardCompleted, CardDeclined, CardOpened, CardRefused
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.customers import grants as customers

Noted = CardOpened | CardCompleted | CardDeclined | CardCancelled | CardRefused


@on_event(CardOpened, CardCompleted, CardDeclined, CardCancelled, CardRefused, uses=[grants.HEAR, customers.NOTE])
def handler(event: Received[Noted], command: Command) -> None:
    """Note in an account's timeline that something was asked about it, done, given back, called off or refused."""
    chronicle.note(event, command)
