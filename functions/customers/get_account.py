"""Show an account."""

from crm.core.access import EVERYONE, Caller, staff
from crm.core.endpoint import endpoint
from crm.customers import grants, repository
from crm.customers.views import AccountView


@endpoint("GET /accounts/{account_id}", access=staff(*EVERYONE), uses=[grants.READ])
def handler(account_id: str, caller: Caller) -> AccountView:
    """Show an account. What its contract is worth sees its owner, and supervisors."""
    return AccountView.of(repository.accounts.get(account_id), caller)
