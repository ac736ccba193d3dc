"""Show what waits for somebody."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.tasks import grants, reading
from crm.tasks.people import OutsideYourLineError
from crm.tasks.views import TaskPage
from crm.tasks.visibility import PEOPLE


@endpoint("GET /inbox", access=PEOPLE, uses=[grants.INBOX], errors=[OutsideYourLineError])
def handler(
    command: Command,
    assignee: Annotated[str, Query(min_length=2, max_length=64, description="`me`, or who reports to you.")] = "me",
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> TaskPage:
    """Show what waits for you, whatever made it, or for somebody who reports to you.

    By priority in the order of `tasks.policy`, then by what is promised soonest, what is due soonest, and id.
    """
    return reading.inbox(assignee, command, limit, cursor)
