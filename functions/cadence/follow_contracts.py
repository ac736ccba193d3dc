"""Keep in mind when contracts are to be renewed."""

from crm.cadence import grants, talks
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.customers.events import AccountContractChanged


@on_event(AccountContractChanged, uses=[grants.HEAR])
def handler(event: Received[AccountContractChanged], command: Command) -> None:
    """Note when an account's contract is to be renewed: once that is over, its health suffers."""
    talks.renewal_set(event.aggregate_id, command)
