"""List weekly lists."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cadence import grants, reading
from crm.cadence.views import CadenceListPage
from crm.cadence.visibility import PEOPLE, CadenceOutsideYourLineError
from crm.cadence.weeks import FORM, WeekUnknownError
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint(
    "GET /cadence-lists",
    access=PEOPLE,
    uses=[grants.LIST],
    errors=[CadenceOutsideYourLineError, WeekUnknownError],
)
def handler(
    command: Command,
    week: Annotated[str | None, Query(pattern=FORM, description="`current`, or an ISO week as `2026-W11`.")] = None,
    owner: Annotated[str, Query(min_length=2, max_length=64, description="`me`, or who reports to you.")] = "me",
    team: Annotated[str | None, Query(min_length=1, max_length=64, description="A team that you answer for.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CadenceListPage:
    """List the weekly lists of an owner, newest first, or that of a week.

    With `team` it lists those of its members in a week, this week unless said.
    """
    if team is not None:
        return reading.of_team(team, week, command, limit, cursor)
    return reading.of_owner(owner, week, command, limit, cursor)
