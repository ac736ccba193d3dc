"""Take the address of your calendar back."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import table
from crm.tasks import feed
from crm.tasks.visibility import PEOPLE


@endpoint("DELETE /me/calendar-feed", status=204, access=PEOPLE, uses=[table("tasks", "get", "put")], versioned=False)
def handler(command: Command) -> None:
    """Take the address of your calendar back: from now on it opens nothing."""
    feed.revoke(command)
