"""Show an account's health."""

from crm.cadence import grants, reading
from crm.cadence.views import AccountHealthView
from crm.cadence.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SETTINGS, table


@endpoint(
    "GET /accounts/{account_id}/health",
    access=PEOPLE,
    uses=[table("cadence", "get"), READ_SETTINGS, grants.FIND_ACCOUNT],
)
def handler(account_id: str, command: Command) -> AccountHealthView:
    """Show an account's health as of now: what it is made of, and how it changed and why."""
    return reading.health(account_id, command)
