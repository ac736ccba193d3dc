"""Show an account."""

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.customers import grants, repository
from crm.customers.views import AccountView


@endpoint("GET /accounts/{account_id}", access=staff(*EVERYONE), uses=[grants.READ])
def handler(account_id: str) -> AccountView:
    """Show an account."""
    return AccountView.of(repository.accounts.get(account_id))
