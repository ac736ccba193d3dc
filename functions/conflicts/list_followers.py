"""Show who follows a customer."""

from crm.conflicts import grants, reading
from crm.conflicts.views import FollowersView
from crm.conflicts.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /accounts/{account_id}/followers", access=PEOPLE, uses=[grants.FOLLOWERS])
def handler(account_id: str, command: Command) -> FollowersView:
    """Show who follows a customer: whoever has an open task about it, since when, and which.

    What the tasks are about is theirs to show.
    """
    return reading.followers(account_id, command)
