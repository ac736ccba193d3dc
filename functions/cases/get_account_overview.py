"""Show a customer as a whole."""

from crm.cases import overview
from crm.cases.overview import AccountOverview
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SETTINGS, index, table


@endpoint(
    "GET /accounts/{account_id}/360",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[READ_SETTINGS, table("customers", "get"), index("customers", "by_account"), index("cases", "by_account")],
)
def handler(account_id: str, caller: Caller) -> AccountOverview:
    """Show a customer as a whole: profile, service level, contacts, and the cases you may see."""
    return overview.overview(account_id, caller)
