"""Show whether many may follow a customer."""

from crm.conflicts import grants, whitelisting
from crm.conflicts.views import WhitelistView
from crm.conflicts.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /accounts/{account_id}/conflict-whitelist", access=PEOPLE, uses=[grants.LOOK_IN])
def handler(account_id: str, command: Command) -> WhitelistView:
    """Show whether many may follow a customer without being told of each other: who said so, and why."""
    return whitelisting.show(account_id, command)
