"""Say how far a rebuilding of the counters has come."""

from crm.analytics import rebuilds
from crm.analytics.views import MetricRebuildView
from crm.core.access import ADMIN, staff
from crm.core.endpoint import endpoint
from crm.core.grants import table


@endpoint("GET /metric-rebuilds/{rebuild_id}", access=staff(ADMIN), uses=[table("analytics", "get")])
def handler(rebuild_id: str) -> MetricRebuildView:
    """Say how far a rebuilding of the counters has come."""
    return rebuilds.show(rebuild_id)
