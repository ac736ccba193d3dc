"""Let a customer be like any other again."""

from crm.conflicts import grants, whitelisting
from crm.conflicts.visibility import PEOPLE, NotYoursToDecideError
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "DELETE /accounts/{account_id}/conflict-whitelist",
    status=204,
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[NotYoursToDecideError],
)
def handler(account_id: str, command: Command) -> None:
    """Let a customer be like any other again: where too many follow it now, they are told of each other at once."""
    whitelisting.remove(account_id, command)
