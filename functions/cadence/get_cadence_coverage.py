"""Show how well key accounts are covered."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cadence import grants, reading
from crm.cadence.views import CadenceCoverageView
from crm.cadence.visibility import DECIDERS
from crm.cadence.weeks import FORM, WeekUnknownError
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError


@endpoint(
    "GET /cadence-coverage",
    access=DECIDERS,
    uses=[grants.COVERAGE],
    errors=[WeekUnknownError, NotFoundError],
)
def handler(
    command: Command,
    week: Annotated[str | None, Query(pattern=FORM, description="`current`, or an ISO week as `2026-W11`.")] = None,
    team: Annotated[str | None, Query(min_length=1, max_length=64, description="Your own, unless said.")] = None,
) -> CadenceCoverageView:
    """Show how many of a team's key accounts are on somebody's list of a week."""
    return reading.coverage(team, week, command)
