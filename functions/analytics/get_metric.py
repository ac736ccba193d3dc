"""Say what a metric comes to."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.analytics import grants, reading
from crm.analytics.parameters import From, To, Version, Zone
from crm.analytics.reading import Asked, MetricGroupingError, MetricPeriodError
from crm.analytics.repository.cells import MetricRangeTooWideError
from crm.analytics.scope import PEOPLE
from crm.analytics.views import MetricView
from crm.analytics.vocabulary import By
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "GET /metrics/{name}",
    access=PEOPLE,
    uses=[grants.READ],
    errors=[MetricGroupingError, MetricPeriodError, MetricRangeTooWideError],
)
def handler(
    name: str,
    command: Command,
    from_on: From = None,
    to: To = None,
    zone: Zone = None,
    by: Annotated[By | None, Query(description="By what to group: a part of `groupings` in its definition.")] = None,
    version: Version = None,
) -> MetricView:
    """Say what a metric comes to over some days, whole and by group: your own numbers, your team's or everybody's.

    Where nothing was counted the value is null, not 0. 400 days at most, 31 by hour.
    """
    return reading.show(name, version, Asked(from_on, to, zone, by), command)
