"""Rebuild the counters of the metric library."""

from crm.analytics import rebuilds
from crm.analytics.requests import RebuildMetrics
from crm.analytics.views import MetricRebuildView
from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("POST /metric-rebuilds", status=202, access=staff(ADMIN))
def handler(body: RebuildMetrics, command: Command) -> MetricRebuildView:
    """Count everything anew from the records of what happened: after a new metric, or a restored table.

    It is done in the background, while metrics can be read and events come in; what is read stays right all along.
    """
    return rebuilds.start(body, command)
