"""Who may see what a customer's contract is worth: those who answer for the account or for those who do."""

from crm.core.access import ADMIN, INTEGRATION, SUPERVISOR, Caller
from crm.core.events import Envelope
from crm.customers.models import Account

_HOLD_AMOUNTS = frozenset({"AccountContractChanged"})
"""The events of an account that tell amounts."""


def shown_to(caller: Caller, account: Account) -> bool:
    """Say whether a caller may see the amounts of an account's contract."""
    return caller.has(SUPERVISOR, ADMIN, INTEGRATION) or caller.id == account.owner_id


def masked(event: Envelope) -> Envelope:
    """Return an entry of a timeline without the amounts in it."""
    if event.type not in _HOLD_AMOUNTS:
        return event
    data = {name: _without_amount(each) for name, each in event.data.items()}
    return event.model_copy(update={"data": data})


def _without_amount(contract: object) -> object:
    return {**contract, "amount": None} if isinstance(contract, dict) else contract
