"""Let many follow a customer."""

from crm.conflicts import grants, whitelisting
from crm.conflicts.requests import WhitelistAccount
from crm.conflicts.views import WhitelistView
from crm.conflicts.visibility import PEOPLE, NotYoursToDecideError
from crm.conflicts.whitelisting import WhitelistUntilPastError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "PUT /accounts/{account_id}/conflict-whitelist",
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYoursToDecideError, WhitelistUntilPastError],
)
def handler(account_id: str, body: WhitelistAccount, command: Command) -> WhitelistView:
    """Let many follow a customer: no conflict is raised, nobody is told of one, and its workspace says so.

    An open conflict about it is closed, for that reason.
    """
    return whitelisting.put(account_id, body, command)
