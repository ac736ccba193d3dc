"""List the metrics of the library."""

from crm.analytics import reading
from crm.analytics.scope import PEOPLE
from crm.analytics.views import MetricPage
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /metrics", access=PEOPLE)
def handler(command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> MetricPage:
    """List the metrics by name, each in its newest version: what is counted, of what, and by what it can be grouped.

    A version never changes: who wants another formula adds one, and what was counted by the one before stays readable.
    """
    return reading.list_all(command, limit, cursor)
