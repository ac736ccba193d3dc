"""Say what several metrics come to."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.analytics import grants, reading
from crm.analytics.parameters import From, To, Zone
from crm.analytics.reading import Asked, MetricGroupingError, MetricPeriodError, MetricUnknownError
from crm.analytics.repository.cells import MetricRangeTooWideError
from crm.analytics.scope import PEOPLE
from crm.analytics.views import MetricValues
from crm.analytics.vocabulary import By
from crm.core.command import Command
from crm.core.endpoint import endpoint

NAMES = r"^[a-z0-9_]{1,60}(,[a-z0-9_]{1,60}){0,19}$"


@endpoint(
    "GET /metrics/query",
    access=PEOPLE,
    uses=[grants.READ],
    errors=[MetricGroupingError, MetricPeriodError, MetricRangeTooWideError, MetricUnknownError],
)
def handler(
    names: Annotated[str, Query(pattern=NAMES, max_length=1300, description="Up to 20 names, with commas between.")],
    command: Command,
    from_on: From = None,
    to: To = None,
    zone: Zone = None,
    by: Annotated[By | None, Query(description="By what to group all of them.")] = None,
) -> MetricValues:
    """Say what several metrics come to over the same days, each in its newest version."""
    return reading.show_many(names.split(","), Asked(from_on, to, zone, by), command)
