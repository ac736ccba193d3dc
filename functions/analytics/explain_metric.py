"""Show what is behind a metric."""

from crm.analytics import explaining, grants
from crm.analytics.parameters import From, To, Version, Zone
from crm.analytics.reading import Asked, MetricPeriodError
from crm.analytics.scope import PEOPLE
from crm.analytics.views import MetricExplanation
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /metrics/{name}/explain", access=PEOPLE, uses=[grants.EXPLAIN], errors=[MetricPeriodError])
def handler(
    name: str,
    command: Command,
    from_on: From = None,
    to: To = None,
    zone: Zone = None,
    version: Version = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> MetricExplanation:
    """Show what is behind a metric: its definition, and the rows that were counted, newest first.

    They are those that you may see the value of, and their numerators and denominators add up to its own.
    """
    return explaining.explain(name, version, Asked(from_on, to, zone), command, limit, cursor)
