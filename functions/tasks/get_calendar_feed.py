"""Hand out somebody's calendar."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.document import Document
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError
from crm.tasks import feed, grants


@endpoint(
    "GET /calendar-feed",
    access=PUBLIC,
    uses=[grants.FEED],
    errors=[NotFoundError],
    produces="text/calendar",
)
def handler(token: Annotated[str, Query(min_length=1, max_length=1000)], command: Command) -> Document:
    """Hand out the calendar that a signed address opens: open tasks of the last month and the next six, at most 200.

    What sensitive tasks are about stays inside, unless the policy says otherwise.
    """
    return feed.read(token, command)
