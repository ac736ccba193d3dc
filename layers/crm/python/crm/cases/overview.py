"""The customer as a whole: profile, contacts, service level and cases (R-163)."""

from pydantic import BaseModel

from crm.cases.filters import Filters
from crm.cases.lists import list_cases
from crm.cases.views import CasePage
from crm.core import paging
from crm.core.access import Caller
from crm.customers import repository
from crm.customers.views import AccountView, ContactView


class AccountOverview(BaseModel):
    """An account with the first page of its contacts and of its cases that the caller may see."""

    account: AccountView
    service_level: str
    contacts: list[ContactView]
    cases: CasePage


def overview(account_id: str, caller: Caller) -> AccountOverview:
    """Show an account as a whole; raise `NotFoundError` where there is none. Three requests."""
    account = repository.accounts.get(account_id)
    contacts, _ = repository.list_contacts("by_account", account_id, paging.DEFAULT_LIMIT, None)
    return AccountOverview(
        account=AccountView.of(account, caller),
        service_level=account.level,
        contacts=[ContactView.of(contact) for contact in contacts],
        cases=list_cases("account", Filters(), caller, paging.DEFAULT_LIMIT, None, account_id=account_id),
    )
