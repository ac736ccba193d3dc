"""Get the address of your calendar."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import feed, grants
from crm.tasks.views import CalendarFeedView
from crm.tasks.visibility import PEOPLE


@endpoint("POST /me/calendar-feed", status=201, access=PEOPLE, uses=[grants.SUBSCRIBE])
def handler(command: Command) -> CalendarFeedView:
    """Get the address under which your calendar program finds your tasks and when to be reminded of them.

    It is shown once and works for a year; the one before works no more.
    """
    return feed.issue(command)
